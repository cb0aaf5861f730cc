/** Writes captures, or the requests of deliveries, as a file: one at a time, however many there are. */
import type { BundleInbox } from '#contract/bundle.ts'
import type { CaptureExport } from '#contract/capture-file.ts'
import type { Headers } from '#contract/common.ts'
import type { Verdict } from '#contract/verdict.ts'
import type { AttemptRow } from '../store/attempts.ts'
import type { CaptureRow } from '../store/captures.ts'
import { idOf, notFound, rowOf } from '../store/ids.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import { splitUrl, type Entry } from './entry.ts'
import type { Write, WriteContext } from './format.ts'
import { writeBundle, writeLines } from './formats/bundle.ts'
import { writeCurl } from './formats/curl.ts'
import { writeHar } from './formats/har.ts'
import { writeHttpFile } from './formats/http-file.ts'

const WRITERS: Readonly<Record<CaptureExport['format'], Write>> = { bundle: writeBundle, jsonl: writeLines, har: writeHar, curl: writeCurl, http: writeHttpFile }
/** Rows looked at at a time. */
const PAGE = 100

export interface ExportDeps {
  readonly store: Store
  readonly now: number
  readonly version: string
  /** Origin of the inbox listener; null while it is down. */
  readonly base: string | null
}

/**
 * The file in pieces, oldest first. What it is asked for is checked before the first of them; what goes while it is written is left out.
 * @throws `ProblemError('not_found')` for an inbox or id that is not there.
 */
export function exportCaptures({ store, now, version, base }: ExportDeps, what: CaptureExport): AsyncIterable<string | Uint8Array> {
  const inbox = what.inbox === undefined ? undefined : findInbox(store, what.inbox)
  const entries = what.of === 'deliveries' ? attemptsOf(store, deliveryRows(store, what)) : capturesOf(store, captureRows(store, what, inbox))
  const context: WriteContext = { now, version, base: base ?? 'http://127.0.0.1:4482', inboxes: inbox ? [inboxItem(inbox, what.secrets)] : [] }
  return WRITERS[what.format](entries, context)
}

function findInbox(store: Store, idOrName: string): InboxRow {
  const number = rowOf('inbox', idOrName)
  const row = number === undefined ? store.inboxes.named(idOrName) : store.inboxes.get(number)
  if (!row) throw notFound('inbox', idOrName)
  return row
}

const inboxItem = ({ name, verify, respond, rules, seed }: InboxRow, secrets: boolean): BundleInbox => ({
  kind: 'inbox',
  name,
  verify: verify && { ...verify, secret: secrets ? (verify.secret ?? null) : null },
  respond: [...respond],
  rules: [...rules],
  seed,
})

const within = (at: number, { from, to }: CaptureExport): boolean => (from === undefined || at >= Date.parse(from)) && (to === undefined || at < Date.parse(to))

/** Rows of the ids that were asked for. @throws `ProblemError('not_found')`. */
function numbersOf(ids: readonly string[], kind: 'capture' | 'delivery', isThere: (row: number) => boolean): number[] {
  return ids.map((id) => {
    const row = rowOf(kind, id)
    if (row === undefined || !isThere(row)) throw notFound(kind, id)
    return row
  })
}

function captureRows(store: Store, what: CaptureExport, inbox: InboxRow | undefined): AsyncIterable<CaptureRow> {
  const fits = (row: CaptureRow): boolean => within(row.received_at, what) && (inbox === undefined || row.inbox_id === inbox.id)
  const numbers = what.ids && numbersOf(what.ids, 'capture', (row) => store.captures.getSummary(row) !== undefined)
  return filtered(numbers ? fetched(numbers, store.captures.get) : paged((after) => store.captures.after(inbox?.id, after, PAGE)), fits)
}

async function* capturesOf(store: Store, rows: AsyncIterable<CaptureRow>): AsyncGenerator<Entry, void> {
  for await (const row of rows) {
    yield {
      kind: 'capture',
      id: idOf('capture', row.id),
      inboxName: store.inboxes.get(row.inbox_id)?.name ?? null,
      at: row.received_at,
      durationMs: row.duration_ms,
      peer: row.peer,
      method: row.method,
      origin: null,
      target: row.target,
      httpVersion: row.http_version,
      headers: JSON.parse(row.headers) as Headers,
      body: store.bodies.read(row.body),
      answer: row.answer_status === null ? null : { status: row.answer_status, headers: JSON.parse(row.answer_headers ?? '[]') as Headers, body: store.bodies.read(row.answer_body) },
      verdict: row.verdict === null ? null : (JSON.parse(row.verdict) as Verdict),
      fault: row.fault,
      imported: store.captures.importedOf(row),
    }
  }
}

function deliveryRows(store: Store, what: CaptureExport): AsyncIterable<{ readonly id: number }> {
  const numbers = what.ids && numbersOf(what.ids, 'delivery', (row) => store.deliveries.get(row) !== undefined)
  return filtered(numbers ? fetched(numbers, store.deliveries.get) : paged((after) => store.deliveries.after(after, PAGE)), (row) => within(row.created_at, what))
}

async function* attemptsOf(store: Store, deliveries: AsyncIterable<{ readonly id: number }>): AsyncGenerator<Entry, void> {
  for await (const { id } of deliveries) for (const row of store.attempts.of(id)) yield attempt(store, row)
}

function attempt(store: Store, row: AttemptRow): Entry {
  return {
    kind: 'request',
    id: `${idOf('delivery', row.delivery_id)}/${row.number}`,
    inboxName: null,
    at: row.started_at,
    durationMs: row.ended_at === null ? 0 : row.ended_at - row.started_at,
    peer: '',
    method: row.method,
    ...splitUrl(row.url),
    httpVersion: '1.1',
    headers: JSON.parse(row.request_headers) as Headers,
    body: store.bodies.read(row.request_body),
    answer: row.status_code === null ? null : { status: row.status_code, headers: JSON.parse(row.response_headers ?? '[]') as Headers, body: store.bodies.read(row.response_body) },
    verdict: null,
    fault: null,
    imported: null,
  }
}

/** Lets others have their turn, however long it takes to find the next one. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function* fetched<T>(numbers: readonly number[], get: (row: number) => T | undefined): AsyncGenerator<T, void> {
  for (const number of numbers) {
    await turn()
    const row = get(number)
    if (row !== undefined) yield row
  }
}

async function* paged<T extends { readonly id: number }>(read: (after: number) => readonly T[]): AsyncGenerator<T, void> {
  for (let after = 0; ; await turn()) {
    const rows = read(after)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.id
  }
}

async function* filtered<T>(rows: AsyncIterable<T>, fits: (row: T) => boolean): AsyncGenerator<T, void> {
  for await (const row of rows) if (fits(row)) yield row
}
