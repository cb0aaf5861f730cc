/** What a run is about, as the address says it and in words. Pure. */
import type { CaptureFilter, Replay, ReplayFilter } from '#contract/replay.ts'
import { count, dateTime } from '#renderer/ui/format.ts'

/** Deliveries or captures: one of the two. */
export type Asked = { readonly filter: ReplayFilter; readonly captures?: undefined } | { readonly captures: CaptureFilter; readonly filter?: undefined }

/** Null: the address asks for no new run. Names in it are those of the rooms that lead here. */
export function askedFor(search: string): Asked | null {
  const given = new URLSearchParams(search)
  const text = (name: string): string | undefined => given.get(name) || undefined
  const ids = text('ids')?.split(',').filter(Boolean)
  const time = { from: text('from'), to: text('to') }
  const kind = given.get('new')
  if (kind === 'captures') {
    if (ids) return { captures: { ids } }
    const verdict = text('verdict')
    return { captures: { inbox: text('inbox'), method: text('method'), ...((verdict === 'holds' || verdict === 'fails') && { verdict }), ...time } }
  }
  if (kind !== 'deliveries') return null
  if (ids) return { filter: { ids } }
  return { filter: { status: text('status'), provider: text('provider'), trigger: text('trigger'), registrationId: text('registration'), syncId: text('sync'), replayId: text('replay'), q: text('q'), ...time } }
}

/** A few words: `failed of reg_1 since 12:00`. */
export function wordsOf({ filter, captures }: Pick<Replay, 'filter' | 'captures'>): string {
  const { ids, from, to } = filter ?? captures ?? {}
  const time = [from && `since ${dateTime(Date.parse(from))}`, to && `before ${dateTime(Date.parse(to))}`]
  const named = ids && (ids.length <= 3 ? ids.join(', ') : `${count(ids.length)} ${captures ? 'captures' : 'deliveries'}, by hand`)
  if (named) return named
  const said = captures
    ? [captures.verdict && `signature ${captures.verdict}`, captures.method, captures.inbox ? `captures of ${captures.inbox}` : 'all captures']
    : [filter?.status?.replaceAll(',', ', '), filter?.trigger, filter?.provider, filter?.registrationId && `of ${filter.registrationId}`, filter?.syncId && `of ${filter.syncId}`, filter?.replayId && `of ${filter.replayId}`, filter?.q && `with “${filter.q}”`]
  return [...said, ...time].filter(Boolean).join(' ') || 'all deliveries'
}
