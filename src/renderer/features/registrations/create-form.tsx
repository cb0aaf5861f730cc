import { Button, Select } from '@mantine/core'
import { Inbox as InboxIcon, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Inbox } from '#contract/inbox.ts'
import type { JsonObject } from '#contract/common.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { useAccounts } from '#renderer/state/use-accounts.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { Form, valueAt, withValueAt } from '#renderer/ui/field-input.tsx'
import { notifyDone } from '#renderer/ui/notify.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { newSecret, signingField } from '#renderer/ui/secret.ts'
import { InboxMatch, matchInbox, useInboxAt } from './inbox-match.tsx'
import { refusalOf } from './refusal.ts'
import { WebhookFields, withSecrets } from './webhook-fields.tsx'
import styles from './registrations.module.css'

/** Registers a URL: with one of the provider's accounts that has room for it. */
export function CreateForm({ provider, url: givenUrl, onMade }: { provider: ProviderInfo; url: string; onMade: (id: string) => void }) {
  const { accounts, error: unread, reload } = useAccounts(provider)
  const [chosen, setChosen] = useState<string | null>(null)
  const [url, setUrl] = useState(givenUrl)
  const [settings, setSettings] = useState<JsonObject>(() => provider.settings.reduce<JsonObject>((all, field) => (field.default === undefined ? all : withValueAt(all, field.key, field.default)), {}))
  const [secrets, setSecrets] = useState<JsonObject>(() => Object.fromEntries(provider.settings.filter((field) => field.secret && field.generators).map((field) => [field.key, newSecret(field)])))
  const [match, setMatch] = useState(true)
  const [madeInbox, setMadeInbox] = useState<Inbox | null>(null)
  const known = useInboxAt(url)
  // The feed tells of it a moment later: whoever registers at once means it all the same.
  const inbox = known ?? (madeInbox?.url === url ? madeInbox : undefined)
  const noun = provider.account.title.toLowerCase()
  const account = accounts?.find(({ entity }) => entity.id === chosen) ?? accounts?.find(({ full }) => !full)
  const allFull = accounts !== undefined && accounts.length > 0 && accounts.every(({ full }) => full)

  const create = useAction(async (client) => {
    const whole = withSecrets(settings, secrets)
    const made = await client.call('createRegistration', { body: { provider: provider.id, account: account?.entity.id, url, settings: whole } })
    const field = signingField(provider)
    const secret = field && valueAt(whole, field.key)
    if (inbox && match && typeof secret === 'string') await matchInbox(client, inbox, provider, secret)
    notifyDone(`${made.id} is registered with ${provider.title}.`)
    onMade(made.id)
  })
  const makeInbox = useAction(async (client) => {
    const made = await client.call('createInbox', { body: {} })
    setMadeInbox(made)
    if (made.url !== null) setUrl(made.url)
  })
  const refusal = refusalOf(create.error, provider.settings.map(({ key }) => key))
  return (
    <Form onSubmit={() => void create.run()}>
      {unread !== null && <ProblemLine error={unread} onRetry={reload} />}
      <Select
        label={provider.account.title}
        description={provider.account.registrationsPerAccount === 1 ? `Each ${noun} has one URL.` : undefined}
        data={(accounts ?? []).map(({ entity, full, registrations }) => ({ value: entity.id, label: full ? `${entity.title}: has ${registrations.map(({ id }) => id).join(', ')}` : entity.title, disabled: full }))}
        value={account?.entity.id ?? null}
        allowDeselect={false}
        onChange={setChosen}
      />
      {allFull && (
        <ProblemLine tone="warn">
          Every {noun} has its URL already: change <Link href={`/registrations/${accounts[0]?.registrations[0]?.id ?? ''}`}>the one there is</Link>, or{' '}
          <Link href={`/trigger/${encodeURIComponent(provider.id)}/new/${encodeURIComponent(provider.account.kind)}`}>make another {noun}</Link>.
        </ProblemLine>
      )}
      <WebhookFields
        provider={provider}
        url={url}
        onUrl={setUrl}
        settings={settings}
        secrets={secrets}
        onSettings={(next, written) => {
          setSettings(next)
          setSecrets(written)
        }}
        refusal={refusal}
        stored={false}
        revealed={null}
      />
      {inbox && <InboxMatch inbox={inbox} provider={provider} checked={match} onChange={setMatch} />}
      {refusal.rest !== undefined && <ProblemLine error={refusal.rest} />}
      {makeInbox.error !== null && <ProblemLine error={makeInbox.error} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" leftSection={<Plus size={13} aria-hidden />} loading={create.busy} disabled={allFull}>
          Register
        </Button>
        {!inbox && (
          <Button leftSection={<InboxIcon size={13} aria-hidden />} loading={makeInbox.busy} onClick={() => void makeInbox.run()}>
            No receiver yet? Make an inbox
          </Button>
        )}
      </div>
    </Form>
  )
}
