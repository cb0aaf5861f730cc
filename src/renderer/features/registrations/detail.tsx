import { ActionIcon, Switch, Tabs, Tooltip } from '@mantine/core'
import { ArrowLeft, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { valueAt } from '#renderer/ui/field-input.tsx'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { Pane, Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { signingField } from '#renderer/ui/secret.ts'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { Actions } from './actions.tsx'
import { Differences } from './differences.tsx'
import { PolicyEditor } from './policy/editor.tsx'
import { RegistrationFacts } from './registration-facts.tsx'
import { Recent } from './recent.tsx'
import { Rules } from './rules.tsx'
import { Snippets } from './snippets.tsx'
import { useRevealed } from './use-revealed.ts'
import { WebhookForm } from './webhook-form.tsx'
import styles from './registrations.module.css'

/** One registration, as the provider's own page would have it. */
export function Detail({ registration, provider, covering, onClose }: { registration: Registration; provider: ProviderInfo; covering: boolean; onClose: () => void }) {
  const { id, account, enabled } = registration
  const [tab, setTab] = useState<string | null>('webhook')
  const revealed = useRevealed(registration)
  const now = useNow()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (covering) place.current?.focus()
  }, [covering])
  const enable = useAction(async (client, next: boolean) => {
    await client.call('changeRegistration', { params: { id }, body: { enabled: next } })
  }, notifyProblem)
  const remove = useAction(async (client) => {
    await client.call('deleteRegistration', { params: { id } })
    notifyDone(`${id} is removed. What waited for it is cancelled.`)
    onClose()
  }, notifyProblem)
  const field = signingField(provider)
  const secret = field && revealed.settings ? valueAt(revealed.settings, field.key) : null
  const given = Object.fromEntries(registration.facts.map((fact) => [fact.key, fact.value]))
  return (
    <Pane
      padded
      label={`Registration ${id}`}
      bodyRef={place}
      head={
        <>
          {covering && <h1 className="unseen">Registrations</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={onClose}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>{provider.title}</h2>
          <Link className={styles.link} href={`/trigger/${encodeURIComponent(provider.id)}/edit/${encodeURIComponent(provider.account.kind)}/${encodeURIComponent(account)}`}>
            {provider.account.title} {account}
          </Link>
          <span className="muted">
            {id}, changed <TimeText iso={registration.updatedAt} now={now} />
          </span>
        </>
      }
      actions={
        <>
          <Switch label="Enabled" checked={enabled} disabled={enable.busy} onChange={(event) => void enable.run(event.currentTarget.checked)} />
          <SecondClick confirm="Delete it?" loading={remove.busy} onConfirm={() => void remove.run()}>
            Delete
          </SecondClick>
          {!covering && (
            <Tooltip label="Close (Esc)">
              <ActionIcon aria-label="Close the registration" onClick={onClose}>
                <X size={15} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </>
      }
    >
      <Tabs value={tab} onChange={setTab} className={styles.tabs}>
        <Tabs.List>
          <Tabs.Tab value="webhook">Webhook</Tabs.Tab>
          <Tabs.Tab value="code">Code</Tabs.Tab>
          <Tabs.Tab value="rules">Rules ({provider.rules.length})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="webhook" className={styles.webhook}>
          <Differences differences={registration.differences} />
          {revealed.error !== null && <ProblemLine error={revealed.error} />}
          <WebhookForm registration={registration} provider={provider} revealed={revealed} />
          <RegistrationFacts facts={registration.facts} />
          <Actions registration={registration} provider={provider} />
          <Recent registrationId={id} />
        </Tabs.Panel>
        <Tabs.Panel value="code">
          {field && !('secret' in given) && <Switch mb="sm" label={`Fill in the ${field.label}`} checked={revealed.asked} onChange={(event) => revealed.show(event.currentTarget.checked)} />}
          <Snippets provider={provider} values={{ url: registration.url, account, secret: typeof secret === 'string' ? secret : null, ...given }} />
        </Tabs.Panel>
        {/* Kept, so that a look at another tab loses nothing that was typed. */}
        <Tabs.Panel value="rules" keepMounted>
          <Differences differences={registration.differences} />
          {registration.policy && <PolicyEditor registration={registration} policy={registration.policy} provider={provider} />}
          <Section title="The rest of what holds">
            <Rules rules={provider.rules.filter((rule) => !(rule.id in (registration.policy ?? {})))} />
          </Section>
        </Tabs.Panel>
      </Tabs>
    </Pane>
  )
}
