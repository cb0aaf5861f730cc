import { expect, it } from 'vitest'
import { createClock } from '../clock.ts'
import { createLanes } from './lanes.ts'

const INTERVAL_MS = 1_000

/** A line in which something is due, that has just started a call. */
function started(mode: 'real' | 'virtual', intervalMs: number) {
  const clock = createClock({ mode })
  const lanes = createLanes(clock, () => undefined)
  const lane = lanes.laneOf({ registration: 1, sync: 1 })
  const startedAt = clock.precise()
  Object.assign(lane, { intervalMs, dueAt: startedAt, lastStartAt: startedAt })
  return { lanes, startedAt }
}

it('a paced line says when its next call is claimed: shortly before it leaves', () => {
  const { lanes, startedAt } = started('real', INTERVAL_MS)
  const left = startedAt + INTERVAL_MS - lanes.nextPacedAt()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(INTERVAL_MS / 10)
})

it('there is nothing to be kept free where no line is paced, none may start, or time stands still', () => {
  expect(started('real', 0).lanes.nextPacedAt()).toBe(Infinity)
  expect(started('virtual', INTERVAL_MS).lanes.nextPacedAt()).toBe(Infinity)
  const { lanes } = started('real', INTERVAL_MS)
  lanes.pause(true)
  expect(lanes.nextPacedAt()).toBe(Infinity)
})
