import { describe, expect, it } from 'vitest'
import { createClock, createVirtualClock } from './clock.ts'

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

describe('the real clock', () => {
  it('is never early, and runs what is due in order', async () => {
    const clock = createClock()
    const asked = clock.precise()
    const late: number[] = []
    await new Promise<void>((resolve) => {
      for (const ms of [7, 3, 3.5, 0]) clock.at(asked + ms, () => (late.push(clock.precise() - asked - ms), ms === 7 && resolve()))
    })
    expect(late).toHaveLength(4)
    for (const ms of late) expect(ms).toBeGreaterThanOrEqual(0)
  })
})

describe('switching', () => {
  it('goes on from where it is: what waits keeps its distance from now', async () => {
    const clock = createClock({ mode: 'virtual', start: 1_000_000 })
    let ran = 0
    clock.at(1_000_000 + 3_600_000, () => ran++)
    clock.advance(3_599_990)
    clock.setMode('real')
    expect(clock.now()).toBeGreaterThanOrEqual(4_599_990)
    expect(clock.now()).toBeLessThan(4_599_990 + 60_000)
    await new Promise<void>((resolve) => void clock.at(4_600_000, resolve))
    expect(ran, 'ten milliseconds later, in real time').toBe(1)
    clock.setMode('virtual')
    const stands = clock.now()
    clock.advance(86_400_000)
    expect(clock.now()).toBe(stands + 86_400_000)
  })
})

describe('many timers', () => {
  it('run in order whatever is taken out between', () => {
    const clock = createVirtualClock(0)
    const ran: number[] = []
    const cancels = Array.from({ length: 1000 }, (_, i) => clock.at((i * 7919) % 1000, () => ran.push((i * 7919) % 1000)))
    for (let i = 0; i < 1000; i += 3) cancels[i]?.()
    clock.moveTo(1000)
    expect(ran).toEqual([...ran].sort((a, b) => a - b))
    expect(ran).toHaveLength(666)
  })
})
