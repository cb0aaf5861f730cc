/**
 * Puts the requests of a file into an inbox. Everything is read, and counted, before anything is written; then it is one transaction, so
 * that an import is there as a whole or not at all.
 */
import type { Parsed } from '#contract/api.ts'
import type { ImportReport } from '#contract/capture-file.ts'
import { ProblemError } from '#contract/problem.ts'
import type { BundleInbox } from '#contract/bundle.ts'
import type { Clock } from '../clock.ts'
import { idOf, isoTime, rowOf } from '../store/ids.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import { shown, type Entry } from './entry.ts'
import { recognise } from './recognise.ts'

/** One import; a file with more is told to be split. */
const MOST_ENTRIES = 100_000
const LISTED_FAULTS = 100
const SAMPLE = 5
/** Bytes of bodies after which others get a turn. */
const TURN_BYTES = 4 * 2 ** 20

type SetUp = Pick<InboxRow, 'verify' | 'respond' | 'rules' | 'seed'>

export interface ImportDeps {
  readonly store: Store
  readonly clock: Clock
  /** Refuses an inbox that could not be made, as when a user makes one. */
  readonly checkInbox: (inbox: SetUp) => void
}

/** @throws `ProblemError('invalid')` when nothing in the file can be imported, `not_found`, `bad_request`, or the store's own. */
export async function importCaptures({ store, clock, checkInbox }: ImportDeps, file: Buffer, query: Parsed<'importCaptures'>['query']): Promise<ImportReport> {
  const { format, title, read, bytes } = recognise(file)
  const now = clock.now()
  const entries: Entry[] = []
  const inboxes: BundleInbox[] = []
  const faults: { at: string; message: string }[] = []
  let faultCount = 0
  let sinceTurn = 0
  for (const item of read(bytes, { now })) {
    if ('entry' in item) entries.push(item.entry)
    else if ('inbox' in item) inboxes.push(item.inbox)
    else if (++faultCount <= LISTED_FAULTS) faults.push({ at: item.at, message: item.fault })
    if (entries.length + faultCount > MOST_ENTRIES) throw new ProblemError('invalid', `This file has more than ${MOST_ENTRIES} entries: split it, and import the parts.`)
    sinceTurn += 1000 + ('entry' in item ? item.entry.body.length : 0)
    if (sinceTurn < TURN_BYTES) continue
    sinceTurn = 0
    await new Promise((resolve) => setImmediate(resolve))
  }
  const place = placeFor(store, query)
  // Newest last, as they would have come in; those of one time stay as they are.
  entries.sort((a, b) => a.at - b.at)
  const report = (dryRun: boolean, id: string | null): ImportReport => ({
    format,
    title,
    dryRun,
    count: entries.length,
    inbox: { name: place.name, id, isNew: place.row === undefined },
    faultCount,
    faults,
    sample: entries.slice(0, SAMPLE).map(({ at, method, target, body }) => ({ receivedAt: isoTime(at), method, target, size: body.length })),
  })
  if (query.dryRun) return report(true, place.row ? idOf('inbox', place.row.id) : null)
  if (entries.length === 0) {
    const [first] = faults
    throw new ProblemError('invalid', `${title}: there is no request in it that can be imported.${first ? ` ${first.at}: ${first.message}` : ''}`, { faultCount, faults })
  }

  const setUp = setUpOf(inboxes)
  if (!place.row) checkInbox(setUp)
  const importedFrom = JSON.stringify({ format, file: query.file ?? null })
  const inbox = store.write((tx) => {
    const id = place.row?.id ?? store.inboxes.insert(tx, { name: place.name, ...setUp }, now)
    for (const one of entries) {
      const { at, method, target, httpVersion, headers, body, peer, durationMs, fault, verdict, answer } = one
      store.captures.insert(tx, { inbox: id, receivedAt: at, method, target, httpVersion, headers, body, peer, durationMs, fault, verdict, answer, place: null, why: null, opened: null, imported: { at: now, from: importedFrom } })
    }
    store.inboxes.gain(id, entries.length)
    return id
  })
  return report(false, idOf('inbox', inbox))
}

/** A new inbox that one bundle of one inbox makes is set up as that was; any other verifies nothing and answers 200. */
function setUpOf([only, ...others]: readonly BundleInbox[]): SetUp {
  if (!only || others.length > 0) return { verify: null, respond: [{ status: 200 }], rules: [], seed: 1 }
  // Without its key a scheme would refuse everything: it is left out with it.
  const { verify, respond, rules, seed } = only
  return { verify: typeof verify?.secret === 'string' ? { scheme: verify.scheme, secret: verify.secret, ...(verify.custom && { custom: verify.custom }) } : null, respond, rules, seed }
}

/** Where it goes: the inbox that was named, made when it is not there, or a new one named after the file. @throws `ProblemError`. */
function placeFor(store: Store, { inbox, file }: Parsed<'importCaptures'>['query']): { name: string; row: InboxRow | undefined } {
  if (inbox !== undefined) {
    const number = rowOf('inbox', inbox)
    const row = number === undefined ? store.inboxes.named(inbox) : store.inboxes.get(number)
    if (!row && number !== undefined) throw new ProblemError('not_found', `There is no inbox ${shown(inbox)}.`)
    if (!row && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(inbox)) throw new ProblemError('bad_request', `${shown(inbox)} is no name of an inbox: lower-case letters, digits and dashes, 63 at most.`)
    return { name: row?.name ?? inbox, row }
  }
  const stem = (file ?? '').replace(/^.*[\\/]/, '').replace(/(\.hookwright)?\.[a-z]+$/i, '')
  const slug = stem.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 55).replace(/-+$/, '') || 'imported'
  let name = slug
  for (let n = 2; store.inboxes.named(name); n++) name = `${slug}-${n}`
  return { name, row: undefined }
}
