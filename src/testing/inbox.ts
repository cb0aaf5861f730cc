import type { Client } from '#client/http.ts'
import type { Call } from '#contract/api.ts'
import type { Where } from '#contract/expectation.ts'
import type { Inbox } from '#contract/inbox.ts'
import { printable } from '#contract/printable.ts'
import { testCapture, type TestCapture } from './capture.ts'
import { milliseconds, type Duration } from './duration.ts'
import { ExpectationError } from './failure.ts'

export type InboxOptions = Omit<Call<'createInbox'>['body'], 'name'>

/** What must be there: data, or a function that is shown each request. */
export type Predicate = Where | ((capture: TestCapture) => boolean)

export interface Expected {
  /** Exactly that many, or a range. Default: at least one. */
  readonly count?: number | { min?: number; max?: number }
  readonly where?: Predicate
  /** Instead of both: requests that must come in this order, others may come in between. */
  readonly sequence?: readonly Where[]
  /** How long to wait, in the workspace's time; a virtual clock is moved on for it. Default 5 s. */
  readonly within?: Duration
  /** Only what came after this one. */
  readonly after?: { readonly id: string }
  /** Under a virtual clock: real time for whoever sends from outside. Default: what `startHookwright` was told, else 1 s. */
  readonly patience?: Duration
}

/** A receiver with a fixed URL that captures, verifies and answers as it is told. */
export interface TestInbox {
  readonly id: string
  readonly name: string
  readonly url: string
  /** Everything that it received, the first first. */
  captures(): Promise<TestCapture[]>
  /** @throws ExpectationError that says what came instead, nearest first. Resolves with the requests that fit. */
  expect(expected?: Expected): Promise<TestCapture[]>
  /** Waits all of the time (default: what is under way now) and throws ExpectationError when one comes that fits. */
  expectNone(expected?: Pick<Expected, 'where' | 'within' | 'after' | 'patience'>): Promise<void>
  /** Other answers, from the next request on; the last one stays. */
  respond(answers: NonNullable<InboxOptions['respond']>): Promise<void>
}

const PAGE = 500
const DEFAULT_WITHIN = '5s'

/** @param workspacePatience what holds where an expectation does not say otherwise; undefined: as the API has it. */
export function testInbox(client: Client, { id, name, url }: Inbox, workspacePatience: Duration | undefined): TestInbox {
  const params = { id }
  const capture = async (captureId: string): Promise<TestCapture> => testCapture(await client.call('getCapture', { params: { id: captureId } }))
  const all = (ids: readonly string[]): Promise<TestCapture[]> => Promise.all(ids.map(capture))

  const real = (patience = workspacePatience): number | undefined => (patience === undefined ? undefined : milliseconds(patience))

  async function expectData({ count, where, sequence, within = DEFAULT_WITHIN, after, patience }: Expected & { where?: Where }): Promise<TestCapture[]> {
    const { met, message, captures } = await client.call('expect', {
      body: { inbox: id, count, where, sequence: sequence && [...sequence], after: after?.id, withinMs: milliseconds(within), patienceMs: real(patience) },
    })
    if (!met) throw new ExpectationError(message ?? 'It was not met.')
    return all(captures)
  }

  /** The server waits for one more each time; what fits is decided here. */
  async function expectByFunction(fits: (capture: TestCapture) => boolean, { count, within = DEFAULT_WITHIN, after, patience }: Expected): Promise<TestCapture[]> {
    const { min = count === undefined ? 1 : 0, max = Infinity } = typeof count === 'number' ? { min: count, max: count } : (count ?? {})
    const now = async (): Promise<number> => Date.parse((await client.call('getClock')).now)
    const end = (await now()) + milliseconds(within)
    const fitting: TestCapture[] = []
    const others: TestCapture[] = []
    for (let last = after?.id; ; ) {
      const more = fitting.length < min ? { min: 1 } : { max: 0 }
      const { captures } = await client.call('expect', { body: { inbox: id, after: last, count: more, withinMs: Math.max(0, end - (await now())), patienceMs: real(patience) } })
      for (const one of await all(captures)) (fits(one) ? fitting : others).push(one)
      last = captures.at(-1) ?? last
      const over = captures.length === 0
      if (fitting.length > max || (over && fitting.length < min)) throw new ExpectationError(wording(name, { min, max }, fitting, others))
      if (over || (min > 0 && fitting.length >= min)) return fitting
    }
  }

  return {
    id,
    name,
    url: url ?? '',
    async captures() {
      const ids: string[] = []
      for (let cursor: string | undefined; ; ) {
        const { items, nextCursor } = await client.call('listCaptures', { params, query: { limit: PAGE, cursor } })
        ids.push(...items.map((item) => item.id))
        if (nextCursor === null) return all(ids.reverse())
        cursor = nextCursor
      }
    },
    expect: (expected = {}) => (typeof expected.where === 'function' ? expectByFunction(expected.where, expected) : expectData({ ...expected, where: expected.where })),
    async expectNone({ where, within = 0, after, patience } = {}) {
      const expected = { count: 0, within, after, patience }
      await (typeof where === 'function' ? expectByFunction(where, expected) : expectData({ ...expected, where }))
    },
    respond: async (answers) => void (await client.call('changeInbox', { params, body: { respond: answers } })),
  }
}

function wording(name: string, { min, max }: { min: number; max: number }, fitting: readonly TestCapture[], others: readonly TestCapture[]): string {
  const wanted = min === max ? String(min) : max === Infinity ? `at least ${min}` : `${min} to ${max}`
  const lines = [`Expected ${wanted} request${wanted === '1' ? '' : 's'} at the inbox ${name} that the function accepts: it accepted ${fitting.length} of ${fitting.length + others.length}.`]
  for (const one of others.slice(-3)) lines.push(`It refused ${one.id}: ${one.method} ${JSON.stringify(one.target)}${one.verdict === null ? '' : one.verdict.ok ? ', verified' : ', not verified'}, body ${JSON.stringify(one.text.slice(0, 300))}`)
  return lines.map(printable).join('\n')
}
