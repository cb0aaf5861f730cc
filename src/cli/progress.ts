/** How far long work is, as a line. */
const WIDTH = 24
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** `█████▌       42 %  4,210 of 10,000, 12 s left`. @param leftMs null: nobody knows. */
export function progressBar(done: number, total: number, leftMs: number | null = null): string {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const filled = share * WIDTH
  const bar = `${'█'.repeat(Math.floor(filled))}${EIGHTHS[Math.floor((filled % 1) * 8)] ?? ''}`.padEnd(WIDTH)
  const left = leftMs === null || done >= total ? '' : `, ${inWords(leftMs)} left`
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}${left}`
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 100) return `${seconds} s`
  return seconds < 6_000 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
