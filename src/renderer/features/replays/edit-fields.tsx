import { NativeSelect, Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Client } from '#client/http.ts'
import type { Body } from '#contract/common.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { bytesOf } from '#renderer/ui/bytes.ts'
import type { Asked } from './asked.ts'
import type { Draft, Faults } from './draft.ts'
import styles from './replays.module.css'

const AREA = { autosize: true, minRows: 2, maxRows: 16, spellCheck: false, autoCorrect: 'off', autoCapitalize: 'off', classNames: { input: 'mono' } } as const

/** What is changed before it is sent. A single one shows its text, to be changed there. */
export function EditFields({ asked, draft, faults, onChange }: { asked: Asked; draft: Draft; faults: Faults; onChange: (next: Partial<Draft>) => void }) {
  const about = draft.resign && (asked.filter || draft.through !== '') ? 'message' : 'body'
  const [only, ...others] = (asked.filter ?? asked.captures).ids ?? []
  // What message a capture carries is for its provider to say, when it is sent.
  const single = others.length === 0 && (about === 'body' || asked.filter) ? only : undefined
  const { data, error } = useLoaded(draft.change === 'body' && single !== undefined ? `${about} of ${single}` : null, (client, signal) => textOf(client, single ?? '', about === 'message', signal))
  const filled = useRef(false)
  useEffect(() => {
    if (data === undefined || data === null || filled.current) return
    filled.current = true
    onChange({ body: data })
  }, [data, onChange])
  return (
    <fieldset className={styles.edit}>
      <legend>Before it is sent</legend>
      <NativeSelect
        label={about === 'message' ? 'The message that is signed' : 'The body'}
        data={[
          { value: 'nothing', label: 'stays as it is' },
          { value: 'merge', label: 'is merged with a JSON patch' },
          { value: 'body', label: 'is replaced by a text' },
        ]}
        value={draft.change}
        onChange={(event) => onChange({ change: event.currentTarget.value as Draft['change'] })}
      />
      {draft.change === 'merge' && <Textarea {...AREA} label="Merge patch" description="What is null is removed. Of a list, each object in it is patched." placeholder={'{"surname": "Lee"}'} value={draft.merge} error={faults.merge} onChange={(event) => onChange({ merge: event.currentTarget.value })} />}
      {draft.change === 'body' && <Textarea {...AREA} label="Text" value={draft.body} error={faults.body} maxLength={1_048_576} onChange={(event) => onChange({ body: event.currentTarget.value })} />}
      {error !== null && <ProblemLine error={error} />}
      {data === null && <p className="muted">What is there is no text, or too long to be shown here.</p>}
      <Textarea {...AREA} minRows={1} label="Headers to set" placeholder="Name: value" value={draft.setHeaders} error={faults.setHeaders} onChange={(event) => onChange({ setHeaders: event.currentTarget.value })} />
      <Textarea {...AREA} minRows={1} label="Headers to leave out" placeholder="Name" value={draft.removeHeaders} error={faults.removeHeaders} onChange={(event) => onChange({ removeHeaders: event.currentTarget.value })} />
    </fieldset>
  )
}

/** The text that would be sent; null: it is none. */
async function textOf(client: Client, id: string, message: boolean, signal: AbortSignal): Promise<string | null> {
  const params = { id }
  if (id.startsWith('cap_')) {
    const { body } = await client.call('getCapture', { params, signal })
    return strictText(body)
  }
  if (message) return (await client.call('inspectAttempt', { params: { id, number: 1 }, signal })).payload
  const { attempts } = await client.call('getDelivery', { params, signal })
  const body = attempts[0]?.request.body
  return body === undefined ? null : strictText(body)
}

function strictText({ base64, truncated }: Body): string | null {
  try {
    return truncated ? null : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(base64))
  } catch {
    return null
  }
}
