import { useEffect, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { ProviderInfo, Trigger } from '#contract/provider.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useStore } from '#renderer/state/store.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useFollowed } from '#renderer/state/use-followed.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { CodeEditor } from '#renderer/ui/code-editor.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import { DataForm } from './data-form.tsx'
import { DataHead } from './data-head.tsx'
import { draftKey, editDraft, fillSample, lookAt, useDrafts } from './draft.ts'
import type { Draft } from './draft.ts'
import { FireBar } from './fire-bar.tsx'
import { objectOf, textOfData } from './property-type.ts'
import { Recipients } from './recipients.tsx'
import { refusals } from './refusals.ts'
import { RequestPreview } from './request-preview.tsx'
import { Result } from './result.tsx'
import { usePreview } from './use-preview.ts'
import { Warnings } from './warnings.tsx'
import styles from './trigger.module.css'

/** One event on its way to be raised: its data, who gets it, the request, and the button. */
export function Composer({ provider, trigger, onEdit }: { provider: ProviderInfo; trigger: Trigger; onEdit: (kind: string, id: string) => void }) {
  const key = draftKey(provider.id, trigger.name)
  const draft = useDrafts((state) => state.byTrigger[key])
  useEffect(() => lookAt(provider.id, trigger.name), [provider.id, trigger.name])
  const first = useLoaded(draft ? null : key, (client, signal) => fillSample(client, provider.id, trigger.name, 1, signal))
  return (
    <Pane
      label="Event"
      head={
        <>
          <h2 className={styles.title}>{trigger.title}</h2>
          <span className="mono muted">{trigger.name}</span>
          <SourceTag source={trigger.source} />
        </>
      }
    >
      {draft ? <Compose provider={provider} trigger={trigger} draft={draft} onEdit={onEdit} /> : first.error !== null && <ProblemLine error={first.error} onRetry={first.reload} />}
    </Pane>
  )
}

function Compose({ provider, trigger, draft, onEdit }: { provider: ProviderInfo; trigger: Trigger; draft: Draft; onEdit: (kind: string, id: string) => void }) {
  const key = draftKey(provider.id, trigger.name)
  const times = useDrafts((state) => state.times)
  const aimed = useDrafts((state) => state.target[provider.id] ?? null)
  const registrationId = useStore((state) => (aimed !== null && state.registrations.items.has(aimed) ? aimed : null))
  const data = useMemo(() => objectOf(draft.text), [draft.text])
  const { preview, error, busy } = usePreview({ provider: provider.id, trigger: trigger.name, registrationId }, data)
  const [shown, setShown] = useState<string | null>(null)
  const recipient = preview?.recipients.find((one) => one.registrationId === shown) ?? preview?.recipients[0]
  const { followed, watch, forget } = useFollowed()
  const fire = useAction(async (client) => {
    if (data === null) return
    await watch(async () => [await client.call('fireEvent', { params: { provider: provider.id }, body: { trigger: trigger.name, data, registrationId: registrationId ?? undefined, times } })])
  })
  useCommands([{ id: 'fire', title: 'Fire the event', group: 'Trigger', keys: ['mod+enter'], run: () => void fire.run() }])
  // The editor has a meaning of its own for this key; here it fires, wherever the cursor is.
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    void fire.run()
  }
  const filledIn = data && preview ? Object.keys(preview.data).filter((name) => data[name] === undefined) : []
  return (
    <div className={styles.composer} onKeyDownCapture={pressed}>
      <div className={styles.scroll}>
        <p className={styles.description}>{trigger.description}</p>
        <DataHead provider={provider} trigger={trigger} draft={draft} onEdit={onEdit} />
        <div className={styles.data}>
          {data ? (
            <DataForm properties={trigger.properties} data={data} completed={preview?.data} refused={refusals(error)} onChange={(next) => editDraft(key, textOfData(next))} />
          ) : (
            <p className={styles.unreadable}>The JSON is not an object at the moment: the form is back as soon as it is one.</p>
          )}
          <div className={styles.json}>
            <CodeEditor label="Data as JSON" value={draft.text} maxHeight="none" onChange={(text) => editDraft(key, text)} />
          </div>
        </div>
        <p className={styles.hint}>
          {filledIn.length > 0 && <>Not given, so filled in: {filledIn.map((name) => <code key={name}>{name}</code>)}. </>}
          <code>null</code> leaves a field out.
        </p>
        {preview && preview.warnings.length > 0 && <Warnings warnings={preview.warnings} />}
        {error !== null && <ProblemLine error={error} />}
        {preview && (
          <div className={styles.outcome} aria-busy={busy}>
            {(error !== null || data === null) && <p className={styles.stale}>As it was before the last edits:</p>}
            <Recipients provider={provider} preview={preview} shown={recipient?.registrationId ?? null} onShow={setShown} />
            {recipient && <RequestPreview request={recipient.request} />}
          </div>
        )}
      </div>
      <footer className={styles.foot}>
        {fire.error !== null && <ProblemLine error={fire.error} onRetry={() => void fire.run()} />}
        <Result followed={followed} forget={forget} />
        <FireBar provider={provider} trigger={trigger.name} data={data} registrationId={registrationId} times={times} reached={error === null ? (preview?.recipients.length ?? null) : null} busy={fire.busy} onFire={() => void fire.run()} />
      </footer>
    </div>
  )
}
