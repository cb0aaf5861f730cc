import { Button, Popover } from '@mantine/core'
import { ShieldCheck, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { CUSTOM } from '#contract/custom-signing.ts'
import type { Inbox } from '#contract/inbox.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { useStore } from '#renderer/state/store.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { customOf, draftOf, type CustomFaults } from './custom-draft.ts'
import { VerifyFields } from './verify-fields.tsx'
import styles from './inboxes.module.css'

/** How this inbox verifies, and the place to change it. */
export function VerifyButton({ inbox }: { inbox: Inbox }) {
  const [open, setOpen] = useState(false)
  const providers = useStore((state) => state.providers)
  const title = providers.find(({ verification }) => verification?.scheme === inbox.verify?.scheme)?.title
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-xs" leftSection={inbox.verify ? <ShieldCheck size={13} aria-hidden /> : <ShieldOff size={13} aria-hidden />} onClick={() => setOpen(!open)}>
          {inbox.verify ? (inbox.verify.custom ? `Verifies ${inbox.verify.custom.header}` : `Verifies as ${title ?? inbox.verify.scheme}`) : 'Nothing is verified'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.pop}>
        <VerifyForm inbox={inbox} providers={providers} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function VerifyForm({ inbox, providers, onDone }: { inbox: Inbox; providers: readonly ProviderInfo[]; onDone: () => void }) {
  const [scheme, setScheme] = useState(inbox.verify?.scheme ?? null)
  const [secret, setSecret] = useState<string | null>(null)
  const [custom, setCustom] = useState(() => draftOf(inbox.verify?.custom))
  const [faults, setFaults] = useState<CustomFaults>({})
  const [asked, setAsked] = useState(false)
  const { id } = inbox
  const revealed = useLoaded(asked ? `secret of ${id}` : null, (client, signal) => client.call('getInbox', { params: { id }, query: { reveal: 'true' }, signal }))
  /** The description is another than the inbox has. */
  const described = scheme === CUSTOM && JSON.stringify(custom) !== JSON.stringify(draftOf(inbox.verify?.custom))
  const same = scheme !== null && scheme === inbox.verify?.scheme
  const save = useAction(async (client) => {
    const described = scheme === CUSTOM ? customOf(custom) : { custom: undefined }
    if ('faults' in described) return setFaults(described.faults)
    await client.call('changeInbox', { params: { id }, body: { verify: scheme === null ? null : { scheme, ...(secret !== null && { secret }), custom: described.custom } } })
    onDone()
  })
  const shown = asked && same ? (revealed.data?.verify?.secret ?? null) : null
  return (
    <form
      className={styles.verifyForm}
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <VerifyFields
        providers={providers}
        scheme={scheme}
        onScheme={setScheme}
        secret={secret}
        onSecret={setSecret}
        stored={same && !(asked && revealed.data && shown === null)}
        revealed={shown}
        busy={revealed.loading && asked}
        onReveal={setAsked}
        custom={custom}
        faults={faults}
        onCustom={(next) => {
          setCustom(next)
          setFaults({})
        }}
      />
      {revealed.error !== null && <ProblemLine error={revealed.error} onRetry={revealed.reload} />}
      {save.error !== null && <ProblemLine error={save.error} />}
      <p className="muted">It counts for requests that come from now on; verdicts that were given stay.</p>
      <div className={styles.answerButtons}>
        <Button type="submit" variant="filled" loading={save.busy} disabled={secret === null && scheme === (inbox.verify?.scheme ?? null) && !described}>
          Save
        </Button>
      </div>
    </form>
  )
}
