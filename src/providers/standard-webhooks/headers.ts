/** The headers that tell of id, timestamp and signature, as a receiver reads them. */
import type { Headers } from '#contract/common.ts'

/** 5 minutes, either way. */
const TOLERANCE_S = 300
const NAMES = ['id', 'timestamp', 'signature'] as const

interface Sent {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
}
/** `all`: what there is of them. */
type Read = { readonly all: Headers } & ({ readonly fault: string } | { readonly prefix: string; readonly sent: Sent })

/** The names of the specification, or else those of Svix. */
export function headersOf(headers: Headers): Read {
  const named = (name: string): Headers => headers.filter(([one]) => one.toLowerCase() === name)
  const prefix = NAMES.some((name) => named(`webhook-${name}`).length > 0) || !NAMES.some((name) => named(`svix-${name}`).length > 0) ? 'webhook-' : 'svix-'
  const all = NAMES.flatMap((name) => named(prefix + name))
  const values = NAMES.map((name) => named(prefix + name).map(([, value]) => value))
  const missing = NAMES.filter((_, at) => !values[at]?.some((value) => value !== '')).map((name) => prefix + name)
  if (missing.length > 0) return { all, fault: `The ${missing.length === 1 ? 'header' : 'headers'} ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing.` }
  const twice = NAMES.find((_, at) => (values[at]?.length ?? 0) > 1)
  if (twice) return { all, fault: `The header ${prefix}${twice} comes more than once: which one counts cannot be said.` }
  const [[id = ''] = [], [timestamp = ''] = [], [signature = ''] = []] = values
  return { all, prefix, sent: { id, timestamp, signature } }
}

/** Undefined: the timestamp is near enough to now, ms. */
export function timeFault(timestamp: string, now: number): string | undefined {
  if (!/^\d{1,16}$/.test(timestamp)) return `The timestamp ${JSON.stringify(timestamp.slice(0, 100))} is no whole number of seconds.`
  const late = Math.floor(now / 1000) - Number(timestamp)
  if (Math.abs(late) <= TOLERANCE_S) return undefined
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp) / 1000) <= TOLERANCE_S) return 'The timestamp is in milliseconds: it must be in seconds.'
  return `The timestamp is too ${late > 0 ? 'old' : 'new'}: it is ${Math.abs(late)} s ${late > 0 ? 'behind' : 'ahead of'} now, and ${TOLERANCE_S} s are the most.`
}

/** The time that it names; null: none. */
export function timeText(timestamp: string): string | null {
  const time = /^\d{1,16}$/.test(timestamp) ? new Date(Number(timestamp) * 1000) : undefined
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : null
}
