import { expect, test, vi } from 'vitest'
import { paced } from './paced.ts'

test('the first runs at once, a flood once per pace, and its last is not missed', () => {
  vi.useFakeTimers()
  let runs = 0
  const { run } = paced(() => runs++, 500)
  for (let n = 0; n < 10; n++) run()
  expect(runs).toBe(1)
  vi.advanceTimersByTime(499)
  expect(runs).toBe(1)
  vi.advanceTimersByTime(1)
  expect(runs).toBe(2)
  vi.advanceTimersByTime(10_000)
  expect(runs, 'nothing was asked for any more').toBe(2)
  run()
  expect(runs).toBe(3)
  vi.useRealTimers()
})

test('after it is stopped nothing runs by itself; without a pace each runs', () => {
  vi.useFakeTimers()
  let runs = 0
  const pace = paced(() => runs++, 500)
  pace.run()
  pace.run()
  pace.stop()
  vi.advanceTimersByTime(10_000)
  expect(runs).toBe(1)
  const each = paced(() => runs++, 0)
  each.run()
  each.run()
  expect(runs).toBe(3)
  vi.useRealTimers()
})
