import { fits } from '#contract/delivery-fits.ts'
import { hasWords, searchWords } from '#contract/search-words.ts'
import type { DeliveryQuery, DeliverySummary } from '#contract/delivery.ts'

/** What the list is narrowed to; it lives in the address, so that a filtered list can be kept and gone back to. Empty: any. */
export interface DeliveryFilter {
  readonly status: readonly string[]
  readonly trigger: string
  readonly registration: string
  readonly sync: string
  /** A run of replays. */
  readonly replay: string
  readonly q: string
  /** One of `WINDOWS`: how far back from the time it is read. */
  readonly within: string
  /** ISO times of a window given by hand; `to` is not in it. */
  readonly from: string
  readonly to: string
}

export const WINDOWS: readonly { readonly value: string; readonly label: string; readonly ms: number }[] = [
  { value: '5m', label: 'Last 5 minutes', ms: 5 * 60_000 },
  { value: '15m', label: 'Last 15 minutes', ms: 15 * 60_000 },
  { value: '1h', label: 'Last hour', ms: 3_600_000 },
  { value: '24h', label: 'Last 24 hours', ms: 86_400_000 },
  { value: '7d', label: 'Last 7 days', ms: 7 * 86_400_000 },
]

const KEYS = ['trigger', 'registration', 'sync', 'replay', 'q', 'within', 'from', 'to'] as const

export function filterOf(search: string): DeliveryFilter {
  const given = new URLSearchParams(search)
  const text = Object.fromEntries(KEYS.map((key) => [key, given.get(key) ?? ''])) as Record<(typeof KEYS)[number], string>
  return { ...text, status: (given.get('status') ?? '').split(',').filter(Boolean) }
}

/** The address's query for a filter, with its question mark; empty when everything is let in. */
export function searchOf(filter: DeliveryFilter): string {
  const given = new URLSearchParams()
  if (filter.status.length > 0) given.set('status', filter.status.join(','))
  for (const key of KEYS) if (filter[key] !== '') given.set(key, filter[key])
  return given.size === 0 ? '' : `?${given.toString().replaceAll('%2C', ',')}`
}

/** Where what the filter lets in now is sent again. */
export function replayOf(filter: DeliveryFilter, now: number): string {
  const { from, to } = windowOf(filter, now)
  const time = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString())
  return `/replays${searchOf({ ...filter, within: '', from: time(from), to: time(to) }).replace('?', '?new=deliveries&')}`
}

/** The filter in the API's words; `now` is the server's time in milliseconds. */
export function queryOf(filter: DeliveryFilter, now: number): Partial<DeliveryQuery> {
  const { from, to } = windowOf(filter, now)
  return {
    status: filter.status.join(',') || undefined,
    trigger: filter.trigger || undefined,
    registrationId: filter.registration || undefined,
    syncId: filter.sync || undefined,
    replayId: filter.replay || undefined,
    q: filter.q.trim() || undefined,
    from: from === undefined ? undefined : new Date(from).toISOString(),
    to: to === undefined ? undefined : new Date(to).toISOString(),
  }
}

/**
 * The same filter for one item: what the server would say of it. Words in its data are known to the server alone: what it has listed
 * stays, and what is new is judged by what can be seen.
 */
export function letsIn(filter: DeliveryFilter, now: number): (item: DeliverySummary, listed: boolean) => boolean {
  const query = queryOf(filter, now)
  const words = searchWords(filter.q.trim())
  return (item, listed) => {
    if (!fits(query, item)) return false
    return listed || filter.q.trim() === '' || hasWords(words, `${item.subject} ${item.trigger} ${item.messageId} ${item.url}`)
  }
}

function windowOf(filter: DeliveryFilter, now: number): { from?: number; to?: number } {
  const preset = WINDOWS.find((one) => one.value === filter.within)
  if (preset) return { from: now - preset.ms }
  const time = (text: string) => (Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text))
  return { from: time(filter.from), to: time(filter.to) }
}
