import { Button, Popover, Select } from '@mantine/core'
import { ListTree } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { JsonObject } from '#contract/common.ts'
import type { Inbox } from '#contract/inbox.ts'
import { useAccounts } from '#renderer/state/use-accounts.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useDefaultProvider } from '#renderer/state/use-default-provider.ts'
import { useStore } from '#renderer/state/store.ts'
import { FieldInput, valueAt, withValueAt } from '#renderer/ui/field-input.tsx'
import { IN_PLACE } from '#renderer/ui/in-place.ts'
import { notifyDone } from '#renderer/ui/notify.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { leadingTo } from './leading-to.ts'
import { askedFor, carryOut, planText } from './use-plan.ts'
import styles from './inboxes.module.css'

/** The short way from an inbox to a webhook that arrives in it. */
export function UseButton({ inbox, filled = false }: { inbox: Inbox; filled?: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant={filled ? 'filled' : 'default'} size={filled ? 'xs' : 'compact-sm'} leftSection={<ListTree size={13} aria-hidden />} disabled={inbox.url === null} onClick={() => setOpen(!open)}>
          Use for a registration
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.pop}>
        <UseForm inbox={inbox} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function UseForm({ inbox, onDone }: { inbox: Inbox; onDone: () => void }) {
  const providers = useStore((state) => state.providers)
  const first = useDefaultProvider()
  const registrations = useStore((state) => state.registrations.items)
  const [providerId, setProviderId] = useState<string | null>(null)
  const [accountId, setAccountId] = useState<string | null>(null)
  const provider = providers.find(({ id }) => id === (providerId ?? inbox.verify?.scheme)) ?? first
  const { accounts, error, reload } = useAccounts(provider)
  const account = accounts?.find(({ entity }) => entity.id === accountId) ?? accounts?.find(({ full }) => !full) ?? accounts?.[0]
  const existing = account?.full ? account.registrations[0] : undefined
  const [settings, setSettings] = useState<JsonObject>({})
  const asked = provider && !existing ? askedFor(provider) : []
  const complete = asked.every((field) => valueAt(settings, field.key) !== undefined)
  const plan = provider && account && { inbox, provider, account: account.entity.id, existing, settings: asked.reduce<JsonObject>((all, { key }) => withValueAt(all, key, valueAt(settings, key)), {}) }
  const others = leadingTo(inbox, [...registrations.values()])
  const done = existing !== undefined && others.some(({ id }) => id === existing.id)

  const use = useAction(async (client) => {
    if (!plan) return
    const { id } = await carryOut(client, plan)
    onDone()
    notifyDone(
      <>
        <Link href={`/registrations/${id}`}>{id}</Link> leads to {inbox.name}.
      </>,
    )
  })
  return (
    <form
      className={styles.verifyForm}
      onSubmit={(event) => {
        event.preventDefault()
        void use.run()
      }}
    >
      {providers.length > 1 && (
        <Select size="xs" label="Provider" data={providers.map(({ id, title }) => ({ value: id, label: title }))} value={provider?.id ?? null} allowDeselect={false} comboboxProps={IN_PLACE} onChange={setProviderId} />
      )}
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      <Select
        size="xs"
        label={provider?.account.title}
        data={(accounts ?? []).map(({ entity, full, registrations: has }) => ({ value: entity.id, label: full ? `${entity.title}: change ${has[0]?.id ?? ''}` : `${entity.title}: a new registration` }))}
        value={account?.entity.id ?? null}
        allowDeselect={false}
        comboboxProps={IN_PLACE}
        onChange={setAccountId}
      />
      {asked.map((field) => (
        <FieldInput key={field.key} field={field} quiet inPlace value={valueAt(settings, field.key)} onChange={(value) => setSettings(withValueAt(settings, field.key, value))} />
      ))}
      {plan && (
        <ul className={styles.plan}>
          {planText(plan, others).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {accounts?.length === 0 && provider && <ProblemLine tone="warn">{`${provider.title} has no ${provider.account.title.toLowerCase()}: make one first.`}</ProblemLine>}
      {use.error !== null && <ProblemLine error={use.error} />}
      <div className={styles.answerButtons}>
        <Button type="submit" variant="filled" loading={use.busy} disabled={!plan || !complete}>
          {done ? 'Match the secrets' : existing ? `Point ${existing.id} here` : 'Register it'}
        </Button>
      </div>
    </form>
  )
}
