import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { createClock, type Engine } from '#engine/engine.ts'
import type { Delivery } from '#contract/delivery.ts'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFailed, onTestFinished } from 'vitest'
import { bundled } from '../helpers/bundled.ts'
import { openEngine, register, untilChange } from '../helpers/engine.ts'
import { messageReceiver, type Call, type Reaction } from '../helpers/message-receiver.ts'
import { startProgram } from '../helpers/programs.ts'
import { randomOf, type Random } from '../helpers/random.ts'
import { tempDir } from '../helpers/temp-dir.ts'

/** Workspaces side by side, one for each core of a small machine. */
const WORKSPACES = 2
const KILLS = 100
/** Events being fired at one time. */
const CALLERS = 4
/** Answers that are late come after this. */
const DEADLINE_MS = 100
const MOST_ATTEMPTS = 8
/** Far more than the last life needs. */
const SETTLE_MS = 30_000

const bundle = bundled('own-process.ts')

/** Most answers acknowledge; a few messages are never taken. */
function reactions(random: Random): (messageId: string) => Reaction {
  const hopeless = new Set<string>()
  const known = new Set<string>()
  return (messageId) => {
    if (!known.has(messageId) && random() < 0.02) hopeless.add(messageId)
    known.add(messageId)
    if (hopeless.has(messageId)) return 503
    const chance = random()
    return chance < 0.75 ? 200 : chance < 0.9 ? 503 : 'late'
  }
}

/** A workspace through all its lives. */
interface Workspace {
  readonly dataDir: string
  readonly random: Random
  /** Deliveries of events that were answered 202. */
  readonly accepted: string[]
  /** Targets of requests that an inbox answered 200. */
  readonly captured: string[]
  /** Hears of each of these, and of each call that the receiver gets. */
  tick: () => void
}

function unsettled(engine: Engine): number {
  const { queued = 0, sending = 0, retrying = 0 } = engine.status().deliveries
  return queued + sending + retrying
}

/** One life: events are fired and an inbox is called, over HTTP, until the process is killed: while it starts, or after a number of ticks. */
async function liveAndDie(workspace: Workspace): Promise<void> {
  const { dataDir, random } = workspace
  const wall = createClock()
  const program = startProgram(bundle, { dataDir })
  let killed = false
  const killIn = (ms: number) =>
    wall.at(wall.precise() + ms, () => {
      killed = true
      program.child.kill('SIGKILL')
    })
  if (random() < 0.25) killIn(random() * 200)
  let ticks = Math.floor(random() * 150)
  // Some time later, so that no step of the engine is always over.
  workspace.tick = () => ticks-- === 0 && killIn(random() * 3)

  const keepOn = async (call: () => Promise<unknown>): Promise<void> => {
    try {
      for (;;) await call()
    } catch (error) {
      if (!killed) throw error
    }
  }
  const up = await program.ready
  if (up) {
    const fire = async (): Promise<void> => {
      const times = 1 + Math.floor(random() * 4)
      const { deliveries } = await up.client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times } })
      workspace.accepted.push(...deliveries.map((delivery) => delivery.id))
      workspace.tick()
    }
    let called = 0
    const capture = async (): Promise<void> => {
      const target = `/in/${program.child.pid}/${called++}`
      const { status } = await fetch(`${up.ready.inbox}${target}`, { method: 'POST', body: target })
      expect(status).toBe(200)
      workspace.captured.push(target)
      workspace.tick()
    }
    await Promise.all([...Array.from({ length: CALLERS }, () => keepOn(fire)), keepOn(capture)])
  }
  await program.ended
  expect(program.errors(), 'what it logged').toBe('')
  expect(killed, 'it ended because it was killed').toBe(true)
}

/** Empty when history accounts for every call that the receiver has seen; else what is wrong. */
function unaccounted(delivery: Delivery, calls: readonly Call[]): string[] {
  const attempts = (...outcomes: (string | null)[]): number => delivery.attempts.filter(({ outcome }) => outcomes.includes(outcome)).length
  const answered = (status: number): number => calls.filter((call) => call.status === status).length
  const acknowledged = attempts('acknowledged')
  const rejected = attempts('rejected')
  // In flight when the process was killed, or past the deadline: the receiver may have had it, and may have answered.
  const unknown = attempts('interrupted', 'timed_out')
  const last = delivery.attempts.at(-1)
  const rules: [boolean, string][] = [
    [delivery.attempts.length === acknowledged + rejected + unknown, 'an attempt has no outcome, or one that this receiver does not cause'],
    [acknowledged <= 1 && (delivery.status === 'acknowledged') === (last?.outcome === 'acknowledged'), 'it is acknowledged by its last attempt, or not at all'],
    [answered(200) >= acknowledged && answered(503) >= rejected, 'an attempt has an answer that the receiver did not give'],
    [answered(200) - acknowledged + (answered(503) - rejected) <= unknown, 'it was answered more often than attempts account for'],
    [calls.length <= delivery.attempts.length, 'a call has no attempt on record'],
    [
      delivery.status === 'acknowledged' || (delivery.status === 'failed' && delivery.attempts.length >= MOST_ATTEMPTS && (delivery.lastStatusCode === 503 || delivery.lastError !== null)),
      'it is neither acknowledged nor given up with its reason',
    ],
  ]
  return rules.filter(([holds]) => !holds).map(([, wrong]) => `${delivery.id} (${delivery.status}): ${wrong}: ${JSON.stringify([delivery.attempts.map((a) => a.outcome), calls.map((c) => c.status)])}`)
}

function missing(expected: readonly string[], found: Iterable<string>): string[] {
  const there = new Set(found)
  return expected.filter((one) => !there.has(one))
}

function pages<T>(page: (cursor: string | undefined) => { items: T[]; nextCursor: string | null }): T[] {
  const all: T[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = page(cursor)
    all.push(...items)
    if (nextCursor === null) return all
    cursor = nextCursor
  }
}

function integrity(dataDir: string): unknown {
  const db = new Sqlite(join(dataDir, 'hookwright.db'), { readonly: true })
  const found = db.pragma('integrity_check', { simple: true })
  db.close()
  return found
}

function prepare(dataDir: string, url: string): Promise<void> {
  const engine = openEngine(dataDir, createClock(), { persons: 5 })
  engine.start()
  register(engine, url)
  engine.registrations.change('reg_1', {
    policy: { deadlineMs: DEADLINE_MS, retry: { kind: 'ladder', delaysMs: [10, 20, 40] }, maxAttempts: MOST_ATTEMPTS },
  })
  engine.inboxes.create({ name: 'in' })
  return engine.stop(0)
}

describe('kill -9 at random moments under load', () => {
  it(`keeps every promise over ${WORKSPACES * KILLS} kills`, { timeout: 180_000 }, async () => {
    const seed = randomInt(2 ** 31)
    let over = false
    onTestFailed(() => console.error(`The seed was ${seed}.`))
    onTestFinished(() => void (over = true))
    const whole = async (random: Random): Promise<Delivery[]> => {
      const workspace: Workspace = { dataDir: tempDir(), random, accepted: [], captured: [], tick: () => undefined }
      const { dataDir } = workspace
      const react = reactions(random)
      const receiver = await messageReceiver((messageId) => (workspace.tick(), react(messageId)))
      await prepare(dataDir, receiver.url)
      // Not when the other has failed meanwhile: nobody would end the process.
      for (let kill = 0; kill < KILLS && !over; kill++) await liveAndDie(workspace)

      workspace.tick = () => undefined
      const engine = openEngine(dataDir, createClock())
      onTestFinished(() => engine.stop(0))
      engine.start()
      const wall = createClock()
      const patience = new Promise<void>((resolve) => void wall.at(wall.precise() + SETTLE_MS, resolve))
      // What has not settled by then is found below, by name.
      await Promise.race([patience, untilChange(engine, () => unsettled(engine) === 0)])
      const deliveries = pages((cursor) => engine.deliveries.list({ limit: 500, cursor })).map(({ id }) => engine.deliveries.get(id))
      const calls = Map.groupBy(receiver.calls, (call) => call.messageId)
      const messages = new Set(deliveries.map((delivery) => delivery.messageId))
      expect(missing(workspace.accepted, deliveries.map((delivery) => delivery.id)), 'accepted and lost').toEqual([])
      expect(messages.size, 'every delivery has a message id of its own').toBe(deliveries.length)
      expect(missing([...calls.keys()], messages), 'sent and not in history').toEqual([])
      expect(deliveries.flatMap((delivery) => unaccounted(delivery, calls.get(delivery.messageId) ?? []))).toEqual([])
      const captures = pages((cursor) => engine.captures.list('in', { limit: 500, cursor })).map(({ target }) => target)
      expect(new Set(captures).size, 'no request is captured twice').toBe(captures.length)
      expect(missing(workspace.captured, captures), 'captured and lost').toEqual([])
      await engine.stop(0)
      expect(integrity(dataDir)).toBe('ok')
      return deliveries
    }
    const random = randomOf(seed)
    const deliveries = (await Promise.all(Array.from({ length: WORKSPACES }, () => whole(randomOf(random() * 2 ** 31))))).flat()
    const attempts = deliveries.flatMap((delivery) => delivery.attempts)
    expect(attempts.filter((attempt) => attempt.outcome === 'interrupted').length, 'calls that the kills have met in flight').toBeGreaterThan(KILLS)
  })
})
