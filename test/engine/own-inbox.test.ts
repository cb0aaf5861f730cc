import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { expect, it } from 'vitest'
import { parseAnswers } from '#contract/answer-text.ts'
import { START, fireOne, register, startEngine, type TestEngine } from '../helpers/engine.ts'

const never = new AbortController().signal
const at = (ms: number): string => new Date(START + ms).toISOString()
const MINUTE = 60_000
const PATIENCE = 80
const advance = (engine: TestEngine, ms: number) => engine.time.advance({ ms, patienceMs: PATIENCE }, never)

/** Our own sender and our own inbox, both on one virtual clock. */
async function story(respond: string): Promise<{ engine: TestEngine; id: string }> {
  const engine = startEngine()
  const server = engine.inboxServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  engine.inboxes.create({ name: 'in', respond: parseAnswers(respond) })
  register(engine, `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`)
  onTestFinished(() => engine.stop(0))
  return { engine, id: fireOne(engine) }
}
const attemptsOf = (engine: TestEngine, id: string) => engine.deliveries.get(id).attempts.map(({ outcome, startedAt, endedAt }) => [outcome, startedAt, endedAt])
const capturesOf = (engine: TestEngine) => engine.captures.list('in', { limit: 100 }).items.reverse()

it('hangs, is timed out at the deadline, is tried again and answers, all in virtual time', async () => {
  const { engine, id } = await story('hang | 200')
  expect(await advance(engine, 11 * MINUTE)).toMatchObject({ now: at(11 * MINUTE), attempts: 2 })
  expect(engine.deliveries.get(id).status).toBe('acknowledged')
  expect(attemptsOf(engine, id)).toEqual([
    ['timed_out', at(0), at(10 * MINUTE)],
    ['acknowledged', at(10 * MINUTE + 10_000), at(10 * MINUTE + 10_000)],
  ])
  expect(capturesOf(engine).map((capture) => [capture.did, capture.answerStatus])).toEqual([['hang', null], [null, 200]])
})

it('answers a call of our own when virtual time has come to it, and not at its deadline', async () => {
  const { engine, id } = await story('503 slow 3s | 200 slow 1s..5s')
  expect(await advance(engine, 2_000)).toMatchObject({ unanswered: 1 })
  expect(attemptsOf(engine, id)).toEqual([[null, at(0), null]])
  await advance(engine, MINUTE)
  const [first, second] = engine.deliveries.get(id).attempts
  expect([first?.outcome, first?.endedAt]).toEqual(['rejected', at(3_000)])
  expect([second?.outcome, second?.startedAt]).toEqual(['acknowledged', at(13_000)])
  const [, last] = capturesOf(engine)
  expect(second?.endedAt).toBe(at(13_000 + (engine.captures.get(last?.id ?? '', { reveal: false }).why?.delayMs ?? NaN)))
})

it('comes to rest when time is to go on until nothing is left to do', async () => {
  const { engine, id } = await story('200 slow 30s')
  expect(await engine.time.advance({ to: 'idle', patienceMs: PATIENCE }, never)).toMatchObject({ now: at(30_000), attempts: 1, unanswered: 0 })
  expect(engine.deliveries.get(id).status).toBe('acknowledged')
})

it('lets an answer drip as time goes by', async () => {
  const { engine, id } = await story('drip rate 10')
  // Beyond the deadline: who has the whole answer by then is not timed out.
  await advance(engine, 20 * MINUTE)
  expect(engine.deliveries.get(id).attempts.map(({ outcome, endedAt }) => [outcome, endedAt])).toEqual([['acknowledged', expect.stringMatching(/12:00:(0[5-9]|1\d)/)]])
})

it('stops with a call of our own in its hands', async () => {
  const { engine } = await story('hang')
  await advance(engine, 1_000)
  await engine.stop(0)
})
