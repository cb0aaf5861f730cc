/** How far long work is, as a line. */
import type { Movement } from '#contract/clock.ts'

const WIDTH = 24
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** `█████▌       42 %  2.9 d of 7.0 d, 1,204 calls`; without an end in sight what has been done alone. @param now ISO time. */
export function movementBar({ from, until, attempts }: Movement, now: string): string {
  const moved = Date.parse(now) - Date.parse(from)
  const calls = `${attempts.toLocaleString('en-US')} ${attempts === 1 ? 'call' : 'calls'}`
  if (until === null) return `${inWords(moved)} moved, ${calls}`
  const total = Date.parse(until) - Date.parse(from)
  return `${bar(moved, total)}  ${inWords(moved)} of ${inWords(total)}, ${calls}`
}

/** `█████▌       42 %  4,210 of 10,000, 12 s left`. @param leftMs null: nobody knows. */
export function progressBar(done: number, total: number, leftMs: number | null = null): string {
  const left = leftMs === null || done >= total ? '' : `, ${inWords(leftMs)} left`
  return `${bar(done, total)}  ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}${left}`
}

function bar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const filled = share * WIDTH
  const drawn = `${'█'.repeat(Math.floor(filled))}${EIGHTHS[Math.floor((filled % 1) * 8)] ?? ''}`.padEnd(WIDTH)
  return `${drawn} ${String(Math.floor(share * 100)).padStart(3)} %`
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 100) return `${seconds} s`
  if (seconds < 6_000) return `${Math.ceil(seconds / 60)} min`
  return seconds < 2 * 86_400 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} d`
}
