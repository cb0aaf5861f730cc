import { expect, test } from 'vitest'
import { createFrameQueue } from './frame-queue.ts'
import type { Frames } from './frame-queue.ts'

/** Frames that come when the test says so. */
function stand() {
  const frames: (() => void)[] = []
  const timers: (() => void)[] = []
  const drop = (list: (() => void)[], at: number) => void (list[at] = () => undefined)
  const fake: Frames = { request: (run) => frames.push(run) - 1, cancel: (at) => drop(frames, at), after: (run) => timers.push(run) - 1, clear: (at) => drop(timers, at) }
  const applied: string[][] = []
  const queue = createFrameQueue<string>((entry) => entry[0] ?? '', (entries) => applied.push(entries), fake)
  return { queue, applied, frames, timers, run: (list: (() => void)[]) => list.splice(0).forEach((one) => one()) }
}

test('a flood within a frame is applied once, each thing as it is last', () => {
  const { queue, applied, frames, run } = stand()
  for (let n = 0; n < 1000; n++) queue.push([`a${n}`, `b${n}`])
  queue.push(['a!'])
  expect(applied).toEqual([])
  run(frames)
  expect(applied).toEqual([['b999', 'a!']])
})

test('after a batch it rests: what comes meanwhile is one more batch, however many frames there are', () => {
  const { queue, applied, frames, timers, run } = stand()
  queue.push(['a'])
  run(frames)
  for (let n = 0; n < 6; n++) {
    queue.push([`b${n}`])
    run(frames)
  }
  expect(applied, 'while it rests').toEqual([['a']])
  run(timers)
  run(frames)
  expect(applied).toEqual([['a'], ['b5']])
  run(timers)
  queue.push(['c'])
  run(frames)
  expect(applied, 'rested, it waits for the next frame alone').toHaveLength(3)
})

test('a hidden page, which gets no frames, is served by the timer, and not twice', () => {
  const { queue, applied, frames, timers, run } = stand()
  queue.push(['a'])
  run(timers)
  run(frames)
  expect(applied).toEqual([['a']])
})

test('what is cleared is not applied', () => {
  const { queue, applied, frames, run } = stand()
  queue.push(['a'])
  queue.clear()
  run(frames)
  expect(applied).toEqual([])
})
