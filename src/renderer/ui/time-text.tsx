import { age, clockTime, dateTime } from './format.ts'

/** A time absolute and relative together; `now` is the server's. */
export function TimeText({ iso, now }: { iso: string; now: number }) {
  const at = Date.parse(iso)
  const ago = age(at, now)
  return (
    <time dateTime={iso} title={`${dateTime(at)} (${iso})`}>
      {now - at < 86_400_000 ? clockTime(at) : dateTime(at)} <span className="muted">· {at > now || ago === 'now' ? ago : `${ago} ago`}</span>
    </time>
  )
}

/** How long ago, alone: for columns. The tooltip has the rest. */
export function AgeText({ iso, now }: { iso: string; now: number }) {
  const at = Date.parse(iso)
  return (
    <time dateTime={iso} title={`${dateTime(at)} (${iso})`}>
      {age(at, now)}
    </time>
  )
}
