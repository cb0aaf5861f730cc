import { create } from 'zustand'
import type { Client } from '#client/http.ts'
import type { Entity } from '#contract/provider.ts'
import { textOfData } from './property-type.ts'

/** The data of one event while it is being made. It outlives the screen, so that a look at the deliveries costs nothing. */
export interface Draft {
  readonly seed: number
  /** The stored document that the data came from; null: a sample. */
  readonly entity: Pick<Entity, 'kind' | 'id' | 'title'> | null
  /** The data as it was filled in: where `text` differs, somebody has edited it. */
  readonly filled: string
  /** JSON, or on the way to be. Form and editor both write here, and nothing else is the truth. */
  readonly text: string
}

interface Drafts {
  /** By provider and trigger. */
  readonly byTrigger: Readonly<Record<string, Draft>>
  /** By provider: the last trigger that was looked at. */
  readonly lastTrigger: Readonly<Record<string, string>>
  /** By provider: the only registration that is to get it; null or absent: all that the provider would tell. */
  readonly target: Readonly<Record<string, string | null>>
  readonly times: number
}

export const useDrafts = create<Drafts>(() => ({ byTrigger: {}, lastTrigger: {}, target: {}, times: 1 }))

export const draftKey = (provider: string, trigger: string): string => `${provider} ${trigger}`

const put = (key: string, draft: Draft): void => useDrafts.setState(({ byTrigger }) => ({ byTrigger: { ...byTrigger, [key]: draft } }))

/** Fills in the sample of a seed. What was there is replaced: the same seed brings it back. */
export async function fillSample(client: Client, provider: string, trigger: string, seed: number, signal?: AbortSignal): Promise<void> {
  const { data } = await client.call('getSample', { params: { provider, trigger }, query: { seed }, signal })
  const text = textOfData(data)
  put(draftKey(provider, trigger), { seed, entity: null, filled: text, text })
}

/** Fills in a stored document. */
export function fillEntity(provider: string, trigger: string, { kind, id, title, data }: Pick<Entity, 'kind' | 'id' | 'title' | 'data'>): void {
  const key = draftKey(provider, trigger)
  const text = textOfData(data)
  put(key, { seed: useDrafts.getState().byTrigger[key]?.seed ?? 1, entity: { kind, id, title }, filled: text, text })
}

export function editDraft(key: string, text: string): void {
  const draft = useDrafts.getState().byTrigger[key]
  if (draft && draft.text !== text) put(key, { ...draft, text })
}

/** A trigger that is looked at for the first time takes over the document that the one before it was about. */
export function lookAt(provider: string, trigger: string): void {
  const { byTrigger, lastTrigger } = useDrafts.getState()
  const key = draftKey(provider, trigger)
  const before = byTrigger[draftKey(provider, lastTrigger[provider] ?? '')]
  if (!byTrigger[key] && before?.entity) put(key, before)
  if (lastTrigger[provider] !== trigger) useDrafts.setState({ lastTrigger: { ...lastTrigger, [provider]: trigger } })
}

export const aimAt = (provider: string, registration: string | null): void => useDrafts.setState(({ target }) => ({ target: { ...target, [provider]: registration } }))
export const repeat = (times: number): void => useDrafts.setState({ times })
