/** A schedule in words, and where its attempts are on a picture of it. Pure. */
import { count, duration, plural } from '#renderer/ui/format.ts'
import { logShare } from '#renderer/ui/log-share.ts'
import { durationText } from './duration-text.ts'
import type { Schedule } from './schedule.ts'

/** Attempts that are named one by one. */
const NAMED = 9

export interface Step {
  readonly name: string
  /** When, from the event on. */
  readonly at: string
}

/** The first attempts one by one, and what follows them. */
export function stepsOf({ starts, attempts, steady }: Schedule): { readonly steps: readonly Step[]; readonly then: string | null } {
  const named = attempts <= NAMED + 1 ? attempts : Math.min(NAMED, Math.max(3, (steady?.from ?? NAMED) + 1))
  const steps = starts.slice(0, named).map((at, n) => ({ name: `#${n + 1}`, at: n === 0 ? 'at once' : at < 60_000 ? durationText(at) : duration(at) }))
  if (steps.length >= attempts) return { steps, then: null }
  if (steady && steady.from <= named) return { steps, then: steady.everyMs === 0 ? 'then at once again and again' : `then every ${durationText(steady.everyMs)}` }
  return { steps, then: `then ${plural(attempts - named, 'more', 'more')}` }
}

/** How it ends, and after how many attempts: refused at once, or each left to its deadline. */
export function endWords(quick: Schedule, slow: Schedule): string {
  const many = (n: number): string => (n === Infinity ? 'attempts without end' : plural(n, 'attempt'))
  const slowly = slow.attempts === quick.attempts ? '' : `, ${count(slow.attempts)} if each runs into its deadline`
  if (quick.end.by === 'attempts') return `Failed after ${many(quick.attempts)}${quick.end.at === 0 ? '' : `, ${durationText(quick.end.at)} after the event`}${slowly}.`
  return `Given up ${durationText(quick.end.at)} after the event: ${many(quick.attempts)}${slowly}.`
}

/** Of 0 to 1 along an axis that ends at `endMs`: seconds and days both have room on it. */
export const placeOf = (ms: number, endMs: number): number => logShare(ms / 1000, endMs / 1000)

/** Columns of the picture, of `columns`, in which an attempt starts. */
export function columnsOf({ starts, attempts, end }: Schedule, endMs: number, columns: number): number[] {
  const column = (ms: number): number => Math.min(columns, Math.round(placeOf(ms, endMs) * columns))
  const filled = new Set(starts.map(column))
  // Those beyond the listed ones are closer together than columns are.
  if (attempts > starts.length) for (let at = column(starts.at(-1) ?? 0); at < column(end.at); at++) filled.add(at)
  return [...filled]
}

const MARKS = [1, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 2_592_000].map((seconds) => seconds * 1000)

/** Times to write below the axis: none too close to another or to its end. */
export function marksOf(endMs: number): number[] {
  const room = 0.09
  return MARKS.reduce<number[]>((marks, ms) => {
    const at = placeOf(ms, endMs)
    return ms < endMs && at >= room && at <= 1 - room && at - placeOf(marks.at(-1) ?? 0, endMs) >= room ? [...marks, ms] : marks
  }, [])
}
