/** Delays as text: `3s`, `1s..3s`, `normal 2s 500ms`, `exponential 2s`. */
import type { Delay } from './answer.ts'
import { msText, msValue } from './quantity-text.ts'
import type { Reader } from './text-reader.ts'

export function delayText(delay: Delay): string {
  switch (delay.distribution) {
    case 'fixed':
      return msText(delay.ms)
    case 'uniform':
      return `${msText(delay.fromMs)}..${msText(delay.toMs)}`
    case 'normal':
      return `normal ${msText(delay.meanMs)} ${msText(delay.deviationMs)}`
    case 'exponential':
      return `exponential ${msText(delay.meanMs)}`
  }
}

function msOf(text: string, reader: Reader): number {
  const value = msValue(text)
  if (value === undefined) throw reader.error(`"${text}" is no time: write a number and its unit, such as 500ms or 3s.`)
  return value
}

/** @throws TextError. */
export const readMs = (reader: Reader): number => msOf(reader.word('a time, such as 3s'), reader)

/** @throws TextError. */
export function readDelay(reader: Reader): Delay {
  const read = (text: string): number => msOf(text, reader)
  const duration = (): number => readMs(reader)
  const word = reader.word('a time, such as 3s, or 1s..3s')
  if (word === 'normal') return { distribution: 'normal', meanMs: duration(), deviationMs: duration() }
  if (word === 'exponential') return { distribution: 'exponential', meanMs: duration() }
  const [from = '', to] = word.split('..')
  if (to === undefined) return { distribution: 'fixed', ms: read(from) }
  return { distribution: 'uniform', fromMs: read(from), toMs: read(to) }
}
