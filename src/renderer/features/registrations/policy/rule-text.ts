/** The rules of a policy between what they are and what is typed for them. All pure. */
import type { Policy, PolicyKey } from '#contract/policy.ts'
import { durationOf, durationText } from './duration-text.ts'
import { codesOf, codesText } from './status-codes.ts'

/** The inputs of one rule by name, as they were typed. */
export type Typed = Readonly<Record<string, string>>
export type Read<K extends PolicyKey = PolicyKey> = { readonly value: Policy[K] } | { readonly fault: string }

const YEAR_MS = 365 * 86_400_000

/** Says what is wrong with what was typed, to the person who typed it. */
class Unreadable extends Error {}

function duration(text = '', what = '', leastMs = 0): number {
  const ms = durationOf(text)
  const named = what === '' ? '' : `${what}: `
  if (ms === undefined) throw new Unreadable(`${named}Write a number and its unit, such as 500ms, 10s, 2m or 7d.`)
  if (ms < leastMs) throw new Unreadable(`${named}It must be longer than nothing.`)
  if (ms > YEAR_MS) throw new Unreadable(`${named}365 d at most.`)
  return ms
}

function codes(text = '', most: 199 | 599): number[] {
  const read = codesOf(text)
  if (!read) throw new Unreadable('Write statuses with commas between; ranges such as 500-599 and 5xx will do.')
  const wrong = read.find((code) => code > most)
  if (wrong !== undefined) throw new Unreadable(`${wrong} is no interim status: those are 100 to 199.`)
  return read
}

function number(text = '', what: string, least: number, most: number, whole = true): number {
  const value = Number(text.trim().replace(',', '.'))
  if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) throw new Unreadable(`${what}: a ${whole ? 'whole ' : ''}number from ${least} to ${most.toLocaleString('en-US')}.`)
  return value
}

interface Rule<V> {
  type(value: V): Typed
  /** Throws `Unreadable`. */
  read(typed: Typed): V
}

const statuses = (most: 199 | 599): Rule<number[]> => ({ type: (value) => ({ text: codesText(value) }), read: ({ text }) => codes(text, most) })
const time: Rule<number> = { type: (value) => ({ text: durationText(value) }), read: ({ text }) => duration(text, '', 1) }
const flag: Rule<boolean> = { type: (value) => ({ text: value ? 'yes' : 'no' }), read: ({ text }) => text === 'yes' }

const RULES: { readonly [K in PolicyKey]: Rule<Policy[K]> } = {
  ackCodes: statuses(599),
  interimAckCodes: statuses(199),
  deadlineMs: time,
  retry: {
    // What the other kind would be is filled in as well: choosing it begins with something that fits.
    type: (retry) => {
      const delays = retry.kind === 'ladder' ? retry.delaysMs : [retry.firstMs, retry.maxMs]
      const [first = 0, last = 0] = [delays[0], delays.at(-1)]
      const factor = retry.kind === 'exponential' ? retry.factor : 2
      return { kind: retry.kind, delays: delays.map(durationText).join(', '), first: durationText(first), factor: String(factor), max: durationText(last) }
    },
    read: ({ kind, delays = '', first, factor, max }) => {
      if (kind === 'exponential') return { kind, firstMs: duration(first, 'First wait'), factor: number(factor, 'Factor', 1, 100, false), maxMs: duration(max, 'Longest wait') }
      const listed = delays.split(/[,;]/).filter((part) => part.trim() !== '')
      if (listed.length === 0 || listed.length > 100) throw new Unreadable('Write 1 to 100 waits with commas between, such as 10s, 20s, 2m.')
      return { kind: 'ladder', delaysMs: listed.map((part) => duration(part, part.trim())) }
    },
  },
  jitter: {
    type: (value) => ({ text: String(Number((value * 100).toFixed(4))) }),
    read: ({ text }) => number(text?.replace('%', ''), 'Per cent', 0, 100, false) / 100,
  },
  horizonMs: time,
  maxAttempts: {
    type: (value) => ({ text: value === null ? '' : String(value) }),
    read: ({ text = '' }) => (text.trim() === '' ? null : number(text.replaceAll(/[\s,]/g, ''), 'Attempts', 1, 10_000)),
  },
  retryAfter: flag,
  disableCodes: statuses(599),
  throttleCodes: statuses(599),
  window: {
    type: (window) => {
      const [initial, min, max] = window.kind === 'fixed' ? [window.size, 1, window.size] : [window.initial, window.min, window.max]
      return { kind: window.kind, size: String(window.kind === 'fixed' ? window.size : window.max), initial: String(initial), min: String(min), max: String(max) }
    },
    read: ({ kind, size, initial, min, max }) => {
      if (kind !== 'adaptive') return { kind: 'fixed', size: number(size, 'Calls', 1, 1000) }
      return { kind, initial: number(initial, 'At first', 1, 1000), min: number(min, 'At least', 1, 1000), max: number(max, 'At most', 1, 1000) }
    },
  },
  ordered: flag,
}

/** A value as it would have been typed. */
export function typedOf<K extends PolicyKey>(key: K, value: Policy[K]): Typed {
  return RULES[key].type(value)
}

/** What was typed as a value, or what is wrong with it. Whether values go together is the server's to say. */
export function readRule<K extends PolicyKey>(key: K, typed: Typed): Read<K> {
  try {
    return { value: RULES[key].read(typed) }
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.message }
    throw error
  }
}
