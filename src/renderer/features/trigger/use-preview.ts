import { useEffect, useState } from 'react'
import type { JsonObject } from '#contract/common.ts'
import type { Preview } from '#contract/delivery.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import { onApplied } from '#renderer/state/bus.ts'
import { useStore } from '#renderer/state/store.ts'

/** Typing is asked about once it pauses for this long, in milliseconds. */
const PAUSE_MS = 250

export interface Aim {
  readonly provider: string
  readonly trigger: string
  readonly registrationId: string | null
}

export interface PreviewState {
  /** The last answer, kept while the next is on its way. */
  readonly preview: Preview | null
  /** Why the server refuses what is there at the moment. */
  readonly error: unknown
  readonly busy: boolean
}

/**
 * Who would get it and in which bytes, asked anew whenever the data changes, or something that decides about it: a registration or
 * a document of the provider. `data` null: there is nothing to ask about yet.
 */
export function usePreview(aim: Aim, data: JsonObject | null): PreviewState {
  const client = useStore((state) => state.connection.client)
  const [answer, setAnswer] = useState<{ asked: string; preview: Preview | null; error: unknown }>({ asked: '', preview: null, error: null })
  const [round, setRound] = useState(0)
  const { provider, trigger, registrationId } = aim
  const asked = data && jsonText([provider, trigger, registrationId, data, round])

  useEffect(
    () =>
      onApplied((batch) => {
        const concerns = batch.some(({ change }) => (change.kind === 'registration' && (change.op === 'delete' || change.item.provider === provider)) || (change.kind === 'entity' && change.id.startsWith(`${provider}/`)))
        if (concerns) setRound((n) => n + 1)
      }),
    [provider],
  )
  useEffect(() => {
    if (!client || asked === null) return
    const stop = new AbortController()
    const [, , , body] = parseJson(asked) as [string, string, string | null, JsonObject]
    const timer = window.setTimeout(() => {
      client.call('previewEvent', { params: { provider }, body: { trigger, data: body, registrationId: registrationId ?? undefined }, signal: stop.signal }).then(
        (preview) => setAnswer({ asked, preview, error: null }),
        (error: unknown) => {
          if (!stop.signal.aborted) setAnswer((before) => ({ asked, preview: before.preview, error }))
        },
      )
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      stop.abort()
    }
  }, [client, asked, provider, trigger, registrationId])

  return { preview: answer.preview, error: answer.error, busy: asked !== null && answer.asked !== asked }
}
