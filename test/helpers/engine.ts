/** The engine without listeners, on a clock that the test moves, with one Members registration at a receiver. */
import { createEngine, createClock, type Engine, type EngineDeps, type MovableClock } from '#engine/engine.ts'
import type { Delivery } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import { CARRIER, providers } from '#providers/registry.ts'
import { onTestFinished } from 'vitest'
import { tempDir } from './temp-dir.ts'

export const START = Date.parse('2026-03-01T12:00:00.000Z')
export const SECRET = 'helloWorld'
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

export interface TestEngine extends Engine {
  readonly clock: MovableClock
  readonly dataDir: string
}

export interface TestEngineOptions {
  readonly dataDir?: string
  readonly clock?: MovableClock
  readonly persons?: number
  readonly strict?: boolean
  /** Default: silent. */
  readonly log?: EngineDeps['log']
}

/** Started; stopped when the test is over, unless the test did so. */
export function startEngine(options: TestEngineOptions = {}): TestEngine {
  const clock = options.clock ?? createClock({ mode: 'virtual', start: START })
  const dataDir = options.dataDir ?? tempDir()
  const engine = openEngine(dataDir, clock, options)
  engine.start()
  let stopped: Promise<void> | undefined
  const stop = (drainMs = 0): Promise<void> => (stopped ??= engine.stop(drainMs))
  onTestFinished(() => stop())
  return { ...engine, stop, clock, dataDir }
}

export function openEngine(dataDir: string, clock: MovableClock, { persons = 20, strict = false, log = silent }: TestEngineOptions = {}): Engine {
  return createEngine({ dataDir, clock, resumeClock: false, providers, carrier: CARRIER, log, strict, seed: 1, persons, baseUrls: { provider: () => null, inbox: () => null, inboxTls: () => null }, host: '127.0.0.1' })
}

/** Resolves when `predicate` gives something: now, or after some later commit. */
export function untilChange<T>(engine: Engine, predicate: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        const found = predicate()
        if (found === undefined || found === false) return
        stop()
        resolve(found)
      } catch (error) {
        stop()
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    const stop = engine.feed.onWake(look)
    look()
  })
}

/** Registers a URL for application 1. */
export const register = (engine: Engine, url: string): string =>
  engine.registrations.create({ provider: 'members', url, settings: { secret: SECRET }, enabled: true }).id.toString()

/** Fires one event; answers the id of its one delivery. */
export function fireOne(engine: Engine, data?: Parameters<Engine['fire']>[1]['data']): string {
  const fired = engine.fire('members', { trigger: 'person.updated', data, times: 1 })
  const [delivery] = fired.deliveries
  if (!delivery || fired.deliveryCount !== 1) throw new Error(`The event reached ${fired.deliveryCount} registrations: ${JSON.stringify(fired.skipped)}`)
  return delivery.id
}

export const settled = (engine: Engine, id: string): Promise<Delivery> =>
  untilChange(engine, () => {
    const delivery = engine.deliveries.get(id)
    return SETTLED.has(delivery.status) && delivery
  })

/** Resolves when the delivery has `count` attempts that are over, and none in flight. */
export const attempted = (engine: Engine, id: string, count: number): Promise<Delivery> =>
  untilChange(engine, () => {
    const delivery = engine.deliveries.get(id)
    return delivery.attempts.filter((attempt) => attempt.outcome !== null).length >= count && delivery.status !== 'sending' && delivery
  })
