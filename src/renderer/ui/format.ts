/** How values are written on screen. All pure; times are milliseconds. */

/** `812 ms`, `1.24 s`, `10 min 3 s`: three figures at most, so that a column of them can be compared. */
export function duration(ms: number): string {
  if (ms < 0) return `-${duration(-ms)}`
  if (ms < 1) return '<1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 59_950) return `${trimmed((ms / 1000).toFixed(1))} s`
  return long(Math.round(ms / 1000))
}

function long(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const first = parts.findIndex(([n]) => n > 0)
  return parts
    .slice(Math.max(first, 0), Math.max(first, 0) + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ')
}

/** `now`, `12 s`, `3 min`, `2 h`, `5 d`: how long ago, in one unit. A time ahead is `in 12 s`. */
export function age(then: number, now: number): string {
  const seconds = Math.floor(Math.abs(now - then) / 1000)
  if (seconds < 1) return 'now'
  const text = seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`
  return then > now ? `in ${text}` : text
}

/** `08:12`, or `1:08:12` above an hour, `3 d 01:08` above a day: time left, for a clock that counts down. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  if (days > 0) return `${days} d ${two(hours)}:${two(minutes)}`
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}

/** `14:03:11.482` in local time. */
export function clockTime(ms: number, withMs = true): string {
  const at = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  const text = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  return withMs ? `${text}.${String(at.getMilliseconds()).padStart(3, '0')}` : text
}

/** `2026-11-21 14:03:11.482` in local time. */
export function dateTime(ms: number): string {
  const at = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clockTime(ms)}`
}

/** `999 B`, `1.2 KB`, `12 MB`: powers of 1024. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB']
  let value = bytes
  let unit = 'B'
  for (const next of units) {
    if (value < 1023.95) break
    value /= 1024
    unit = next
  }
  return `${value < 99.95 ? trimmed(value.toFixed(1)) : Math.round(value)} ${unit}`
}

/** `1,234`. */
export const count = (n: number): string => n.toLocaleString('en-US')

/** `1.2k` above a thousand, for places too narrow for more. */
export function shortCount(n: number): string {
  if (n < 1000) return String(n)
  if (n < 999_950) return `${trimmed((n / 1000).toFixed(n < 9950 ? 1 : 0))}k`
  return `${trimmed((n / 1_000_000).toFixed(1))}M`
}

/** The middle left out: `2070443…540`. Whole when it is short enough. */
export function shortened(text: string, max = 16): string {
  if (text.length <= max) return text
  const tail = Math.floor((max - 1) / 3)
  return `${text.slice(0, max - 1 - tail)}…${text.slice(-tail)}`
}

/** A URL without what every URL has, for narrow places: `example.org/hook`, and on this machine `:4482/orders`. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/^(127\.0\.0\.1|localhost|\[::1\])(?=:)/, '')

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

const trimmed = (text: string): string => text.replace(/\.0+$/, '')
