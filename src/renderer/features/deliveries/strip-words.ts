/** The strip for those who don't see it. All pure. */
import { PLANNED_AT_MOST } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import type { AttemptOutcome, Delivery } from '#contract/delivery.ts'
import { count, dateTime, plural } from '#renderer/ui/format.ts'
import { OUTCOME_LOOK } from '#renderer/ui/marks.tsx'
import type { LateCall } from './late-call.ts'
import { lateWords } from './late-call.ts'

/** Late calls that are told of; the rest is counted. */
const TOLD = 3

export const outcomeWord = (outcome: AttemptOutcome | null): string => (outcome ? OUTCOME_LOOK[outcome].word : 'in flight')

/** `490 rejected, 10 timed out`. */
export const outcomesWords = (outcomes: ReadonlyMap<AttemptOutcome | null, number>): string => [...outcomes].map(([outcome, n]) => `${count(n)} ${outcomeWord(outcome)}`).join(', ')

/** All of it in a few sentences: how many attempts, which calls went on, what comes next and when it ends. */
export function stripWords({ attempts, planned, expiresAt, status }: Pick<Delivery, 'attempts' | 'planned' | 'expiresAt' | 'status'>, calls: readonly LateCall[], now: number): string {
  const said: string[] = []
  const [first] = attempts
  if (first) {
    const outcomes = new Map<AttemptOutcome | null, number>()
    for (const { outcome } of attempts) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    said.push(`${plural(attempts.length, 'attempt')} since ${dateTime(Date.parse(first.startedAt))}: ${outcomesWords(outcomes)}.`)
  }
  for (const call of calls.slice(-TOLD)) said.push(`Attempt ${call.number}: ${lateWords(call, now)}`)
  if (calls.length > TOLD) said.push(`${plural(calls.length - TOLD, 'call')} before went on beyond the outcome, too.`)
  if (SETTLED.has(status)) return said.join(' ')
  const [next] = planned
  if (next) {
    const about = attempts.at(-1)?.outcome === null ? 'at about' : 'at'
    said.push(`Attempt ${attempts.length + 1} is planned ${about} ${dateTime(Date.parse(next))}${planned.length > 1 ? `, ${plannedCount(planned.length - 1, planned.length)} after it if none is acknowledged` : ''}.`)
  }
  said.push(`Given up at ${dateTime(Date.parse(expiresAt))}.`)
  return said.join(' ')
}

/** `12 more`, or `47 and more` where the API told of no more; `planned`: how many it told of. */
export const plannedCount = (n: number, planned: number): string => `${n} ${planned >= PLANNED_AT_MOST ? 'and more' : 'more'}`
