/** Which answer a request gets: of the first rule that holds, or of the inbox's own strip; and why. */
import { answerText } from '#contract/answer-text.ts'
import { placeOf, type Answer, type AnswerOf } from '#contract/answer.ts'
import type { Why } from '#contract/inbox.ts'
import { whenText } from '#contract/rule.ts'
import type { InboxRow } from '../store/inboxes.ts'
import { delayMs, draw } from './draw.ts'
import { NOT_READ, compiledRules, lookAt, type Looked } from './rules.ts'

/** It leaves at once and as it stands: no step of a behaviour is needed. */
export const isPlain = (answer: Answer): answer is AnswerOf<'answer'> =>
  (answer.do === undefined || answer.do === 'answer') && answer.delay === undefined && answer.interim === undefined && answer.early === undefined

/** The rule that holds. `unread`: that is up to a body that is not there yet. */
interface Ruled {
  readonly index: number | null
  readonly passed: Why['passed']
  readonly drawn: number | null
  readonly unread: boolean
}

function ruleFor(inbox: InboxRow, request: Looked, turn: number): Ruled {
  const passed: { number: number; because: string }[] = []
  const look = lookAt(request)
  for (const [index, compiled] of compiledRules(inbox.rules).entries()) {
    const because = look(compiled)
    if (because === NOT_READ) return { index, passed, drawn: null, unread: true }
    const { chance } = compiled.rule.when
    const drawn = because === null && chance !== undefined ? draw(inbox.seed, turn, `rule ${index}`) : null
    if (because === null && (drawn === null || chance === undefined || drawn < chance)) return { index, passed, drawn, unread: false }
    passed.push({ number: index + 1, because: because ?? `${drawn?.toFixed(4) ?? ''} was drawn, and its chance is ${chance ?? 1}` })
  }
  return { index: null, passed, drawn: null, unread: false }
}

const early = (answer: Answer): boolean => answer.early === true
/** Whether an answer of it may come before the body. */
export const saysEarly = ({ respond, rules }: InboxRow): boolean => respond.some(early) || rules.some((rule) => rule.respond.some(early))

/** Whether this one is to be answered before its body is read. Nothing is taken. */
export function isEarly(inbox: InboxRow, request: Looked, turn: number): boolean {
  const { index, unread } = ruleFor(inbox, request, turn)
  if (unread) return false
  const strip = index === null ? inbox.respond : (inbox.rules[index]?.respond ?? [])
  const taken = index === null ? inbox.answered : (inbox.rules_answered[index] ?? 0)
  return strip[placeOf(strip, taken)]?.early === true
}

export interface Chosen {
  readonly answer: Answer
  readonly why: Why
}

/** @param take takes a turn of that rule, or of the inbox's own strip for null: answers how many were taken before. */
export function choose(inbox: InboxRow, request: Looked, turn: number, take: (rule: number | null) => number): Chosen {
  const { index, passed, drawn } = inbox.rules.length === 0 ? { index: null, passed: [], drawn: null } : ruleFor(inbox, request, turn)
  const rule = index === null ? null : (inbox.rules[index] ?? null)
  const strip = rule?.respond ?? inbox.respond
  const taken = take(index)
  const place = placeOf(strip, taken)
  const answer = strip[place] ?? { status: 200 }
  return {
    answer,
    why: {
      rule: rule && index !== null ? { number: index + 1, when: whenText(rule.when) } : null,
      passed,
      place: place + 1,
      of: strip.length,
      turn: taken + 1,
      drawn,
      delayMs: answer.delay ? delayMs(answer.delay, inbox.seed, turn) : null,
    },
  }
}

/** What the behaviour is called in a list; null: nothing to be said. Long texts within it are cut. */
export function didText(answer: Answer): string {
  const text = answerText({ ...answer, times: undefined })
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}
