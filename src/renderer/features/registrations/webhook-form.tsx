import { Button } from '@mantine/core'
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { Form, valueAt } from '#renderer/ui/field-input.tsx'
import { notifyDone } from '#renderer/ui/notify.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { signingField } from '#renderer/ui/secret.ts'
import { InboxMatch, matchInbox, useInboxAt } from './inbox-match.tsx'
import { refusalOf } from './refusal.ts'
import type { Revealed } from './use-revealed.ts'
import { WebhookFields, withSecrets } from './webhook-fields.tsx'
import styles from './registrations.module.css'

interface Draft {
  readonly url?: string
  readonly settings?: JsonObject
  readonly secrets: JsonObject
}
const NOTHING: Draft = { secrets: {} }

/** What is registered, to change. Only what was touched is sent: the rest stays as it is by then. */
export function WebhookForm({ registration, provider, revealed }: { registration: Registration; provider: ProviderInfo; revealed: Revealed }) {
  const [draft, setDraft] = useState<Draft>(NOTHING)
  const [match, setMatch] = useState(true)
  const url = draft.url ?? registration.url
  const inbox = useInboxAt(url)
  const field = signingField(provider)
  const written = field && draft.secrets[field.key]
  const settings = draft.settings ?? registration.settings
  const touched = provider.settings.filter((one) => !one.secret && jsonText(valueAt(settings, one.key)) !== jsonText(valueAt(registration.settings, one.key)))
  const dirty = url !== registration.url || touched.length > 0 || Object.keys(draft.secrets).length > 0

  const save = useAction(async (client) => {
    const changed = touched.reduce<JsonObject>((all, one) => ({ ...all, [one.key.split('.')[0] ?? one.key]: settings[one.key.split('.')[0] ?? one.key] ?? null }), {})
    const whole = withSecrets(changed, draft.secrets)
    await client.call('changeRegistration', {
      params: { id: registration.id },
      body: { url: url === registration.url ? undefined : url, settings: Object.keys(whole).length === 0 ? undefined : whole },
    })
    if (inbox && match && typeof written === 'string') await matchInbox(client, inbox, provider, written)
    setDraft(NOTHING)
    notifyDone('Saved. The next attempt uses it.')
  })
  const refusal = refusalOf(save.error, provider.settings.map(({ key }) => key))
  return (
    <Form onSubmit={() => void (dirty && save.run())}>
      <WebhookFields
        provider={provider}
        url={url}
        onUrl={(next) => setDraft({ ...draft, url: next })}
        settings={settings}
        secrets={draft.secrets}
        onSettings={(next, secrets) => setDraft({ ...draft, settings: next, secrets })}
        refusal={refusal}
        stored
        revealed={revealed.settings}
        revealing={revealed.busy}
        onReveal={revealed.show}
      />
      {inbox && written !== undefined && <InboxMatch inbox={inbox} provider={provider} checked={match} onChange={setMatch} />}
      {refusal.rest !== undefined && <ProblemLine error={refusal.rest} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" leftSection={<Check size={13} aria-hidden />} disabled={!dirty} loading={save.busy}>
          Save
        </Button>
        <Button
          disabled={!dirty}
          onClick={() => {
            setDraft(NOTHING)
            save.clear()
          }}
        >
          Undo the edits
        </Button>
        {dirty && <span className="muted">Not saved yet.</span>}
      </div>
    </Form>
  )
}
