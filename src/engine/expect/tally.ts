/** Counts what came at an inbox against what was expected there, and words what is missing. Each capture is shown to it once, in order. */
import type { Expectation, Where } from '#contract/expectation.ts'
import { jsonText } from '#contract/json-text.ts'
import { mismatches, type Mismatch, type Seen } from './match.ts'

export interface Expected {
  readonly inbox: string
  readonly where: Where
  readonly sequence: readonly Where[] | undefined
  readonly min: number
  readonly max: number
}

/** Ids told of those that fit. */
const LISTED = 1_000
/** Told of those that don't. */
const NEAREST = 3

export function createTally(expected: Expected) {
  const { sequence, min, max } = expected
  const ids: string[] = []
  let matched = 0
  let considered = 0
  let nearest: { capture: string; differences: Mismatch[] }[] = []

  /** What is looked for now: of a sequence the next that has not come. */
  const wanted = (): Where | undefined => (sequence ? sequence[matched] : expected.where)
  const enough = (): boolean => matched >= min

  function message(): string {
    const lines = [`Expected ${amount()} at the inbox ${expected.inbox}${sequence ? '' : words(expected.where)}; ${considered === 0 ? 'nothing came.' : `${matched} of the ${considered} that came ${matched === 1 ? 'fits' : 'fit'}.`}`]
    const next = wanted()
    if (sequence && next) lines.push(`The one that did not come is number ${matched + 1}:${words(next)}.`)
    for (const { capture, differences } of nearest) {
      lines.push(`${capture} differs in:`, ...differences.map(({ path, expected, actual }) => `  ${path}: expected ${expected}, was ${actual}`))
    }
    return lines.join('\n')
  }

  function amount(): string {
    if (sequence) return `${sequence.length} requests in order`
    const unit = (count: number): string => `${count} request${count === 1 ? '' : 's'}`
    if (min === max) return min === 0 ? 'no request' : unit(min)
    if (max === Infinity) return `at least ${unit(min)}`
    return min === 0 ? `at most ${unit(max)}` : `${min} to ${unit(max)}`
  }

  return {
    take(capture: string, seen: Seen): void {
      considered++
      const where = wanted()
      if (where === undefined) return
      const differences = mismatches(where, seen)
      if (differences.length === 0) {
        matched++
        if (ids.length < LISTED) ids.push(capture)
        // The next of a sequence is another one: what was near to this is not near to that.
        if (sequence) nearest = []
        return
      }
      // Of two that are equally near, the newer.
      nearest = [{ capture, differences }, ...nearest].sort((a, b) => a.differences.length - b.differences.length).slice(0, NEAREST)
    },
    /** Whether what comes yet can change nothing: true or false is the answer, undefined: it is open. */
    decided: (): boolean | undefined => (matched > max ? false : enough() && min > 0 ? true : undefined),
    /** Whether it is met if nothing more comes. */
    met: (): boolean => enough() && matched <= max,
    enough,
    result(met: boolean): Expectation {
      return { met, message: met ? null : message(), captures: ids, matched, considered, nearest: met || matched > max ? [] : nearest }
    },
  }
}

function words(where: Where): string {
  const { headers, ...rest } = where
  const all = [...Object.entries(rest), ...Object.entries(headers ?? {}).map(([name, value]) => [`header ${name}`, value] as const)].filter(([, value]) => value !== undefined)
  return all.length === 0 ? '' : ` with ${all.map(([name, value]) => `${name} ${jsonText(value)}`).join(', ')}`
}
