import { describe, expect, it } from 'vitest'
import { createVirtualClock } from './clock.ts'

describe('the virtual clock', () => {
  it('stands still until it is moved', () => {
    const clock = createVirtualClock(1_000)
    expect(clock.now()).toBe(1_000)
    clock.advance(250)
    expect(clock.now()).toBe(1_250)
  })

  it('runs what falls due in order, each at its own time, and what that makes due too', () => {
    const clock = createVirtualClock(0)
    const seen: [string, number][] = []
    clock.at(30, () => seen.push(['third', clock.now()]))
    clock.at(10, () => {
      seen.push(['first', clock.now()])
      clock.at(20, () => seen.push(['second', clock.now()]))
    })
    clock.at(10, () => seen.push(['with it, later asked for', clock.now()]))
    clock.at(100, () => seen.push(['too late', clock.now()]))
    clock.moveTo(50)
    expect(seen).toEqual([['first', 10], ['with it, later asked for', 10], ['second', 20], ['third', 30]])
    expect(clock.now()).toBe(50)
  })

  it('does not run what was cancelled, and never moves back', () => {
    const clock = createVirtualClock(100)
    let ran = false
    const cancel = clock.at(110, () => (ran = true))
    cancel()
    clock.moveTo(200)
    clock.moveTo(50)
    expect(ran).toBe(false)
    expect(clock.now()).toBe(200)
  })

  it('runs what is due at once without being moved', async () => {
    const clock = createVirtualClock(100)
    await new Promise<void>((resolve) => void clock.at(90, resolve))
    expect(clock.now()).toBe(100)
  })
})
