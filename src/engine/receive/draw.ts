/** What is left to chance, made repeatable: the same seed, turn and question always give the same number. */
import { createHash } from 'node:crypto'
import type { Delay } from '#contract/answer.ts'

const LONGEST_MS = 86_400_000

/** In [0, 1). `turn`: requests answered before, of all strips together. */
export function draw(seed: number, turn: number, what: string): number {
  return createHash('sha256').update(`${seed}/${turn}/${what}`).digest().readUInt32BE(0) / 2 ** 32
}

/** Whole milliseconds. */
export function delayMs(delay: Delay, seed: number, turn: number): number {
  const share = (what: string): number => draw(seed, turn, what)
  switch (delay.distribution) {
    case 'fixed':
      return delay.ms
    case 'uniform':
      return Math.round(delay.fromMs + share('delay') * (delay.toMs - delay.fromMs))
    case 'normal':
      // Box-Muller; 1 - share is never 0, whose logarithm there is not.
      return bounded(delay.meanMs + delay.deviationMs * Math.sqrt(-2 * Math.log(1 - share('delay'))) * Math.cos(2 * Math.PI * share('angle')))
    case 'exponential':
      return bounded(-delay.meanMs * Math.log(1 - share('delay')))
  }
}

const bounded = (ms: number): number => Math.round(Math.min(Math.max(ms, 0), LONGEST_MS))
