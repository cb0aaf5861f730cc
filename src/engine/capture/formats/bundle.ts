/** The bundle, and its items one a line (JSON Lines): the only formats that hold all of a capture. */
import { BUNDLE_FORMAT, BUNDLE_VERSION, BundleItem, type BundleBytes, type BundleInbox, type BundleItemText } from '#contract/bundle.ts'
import { EntryFault, entry, shown, splitUrl, type Entry } from '../entry.ts'
import { itemOf, listed, type Item, type Read, type Write } from '../format.ts'
import { find, parsed, skipSpace } from '../json-walk.ts'

export const readBundle: Read = function* (bytes) {
  const version = numberAt(bytes, 'version')
  if (version > BUNDLE_VERSION) {
    yield { at: 'version', fault: `The bundle is of version ${version}, and this Hookwright reads up to ${BUNDLE_VERSION}: what is new in it is lost.` }
  }
  yield* listed(bytes, ['items'], itemFrom)
}

function numberAt(bytes: Buffer, name: string): number {
  const part = find(bytes, [name])
  return part ? Number(bytes.toString('latin1', part.start, part.end)) : NaN
}

export const readLines: Read = function* (bytes): Generator<Item, void> {
  let line = 0
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, at)
    const end = feed < 0 ? bytes.length : feed
    line++
    const start = skipSpace(bytes, at)
    if (start < end) yield itemOf(`line ${line}`, () => itemFrom(parsed(bytes.subarray(start, end))))
    at = end + 1
  }
}

function itemFrom(value: unknown): Entry | { inbox: BundleInbox } {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
  const result = BundleItem.safeParse(value)
  if (!result.success) {
    if (typeof kind === 'string' && !['capture', 'request', 'inbox'].includes(kind)) throw new EntryFault(`It is of the kind ${shown(kind)}, which this Hookwright does not know.`)
    const [issue] = result.error.issues
    throw new EntryFault(`Its ${issue?.path.join('.') || 'content'} is not as a bundle has it: ${issue?.message}.`)
  }
  const item = result.data
  if (item.kind === 'inbox') return { inbox: item }
  const { method, httpVersion, headers } = item.request
  const answer = item.answer ? { ...item.answer, body: bytesOf(item.answer.body) } : null
  const common = { id: item.id ?? null, durationMs: item.durationMs, method, httpVersion, headers, body: bytesOf(item.request.body), answer }
  if (item.kind === 'request') return entry({ ...common, at: Date.parse(item.sentAt), ...splitUrl(item.request.url) })
  return entry({
    ...common,
    kind: 'capture',
    at: Date.parse(item.receivedAt),
    inboxName: item.inbox ?? null,
    peer: item.peer,
    target: item.request.target,
    verdict: item.verdict ?? null,
    fault: item.fault ?? null,
    imported: item.imported ?? null,
  })
}

function bytesOf(body: BundleBytes | undefined): Buffer {
  if (!body) return Buffer.alloc(0)
  return 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64')
}

export const writeBundle: Write = async function* (entries, { now, version, inboxes, base }) {
  const head = JSON.stringify({ format: BUNDLE_FORMAT, version: BUNDLE_VERSION, writtenAt: new Date(now).toISOString(), writtenBy: `Hookwright ${version}` })
  yield `${head.slice(0, -1)},"items":[`
  let before = '\n'
  for await (const item of items(entries, inboxes, base)) {
    yield before + visibly(JSON.stringify(item))
    before = ',\n'
  }
  yield '\n]}\n'
}

export const writeLines: Write = async function* (entries, { inboxes, base }) {
  for await (const item of items(entries, inboxes, base)) yield `${visibly(JSON.stringify(item))}\n`
}

async function* items(entries: AsyncIterable<Entry>, inboxes: readonly BundleInbox[], base: string): AsyncGenerator<BundleItemText, void> {
  yield* inboxes
  for await (const one of entries) {
    const { method, httpVersion, headers } = one
    const answer = one.answer && { status: one.answer.status, headers: one.answer.headers, ...written(one.answer.body) }
    const time = new Date(one.at).toISOString()
    const request = { httpVersion, headers, ...written(one.body) }
    if (one.kind === 'request') yield { kind: 'request', id: one.id, sentAt: time, durationMs: one.durationMs, request: { method, url: (one.origin ?? base) + one.target, ...request }, answer }
    else {
      const { id, inboxName: inbox, durationMs, peer, verdict, fault, imported } = one
      yield { kind: 'capture', id, inbox, receivedAt: time, durationMs, peer, request: { method, target: one.target, ...request }, answer, verdict, fault, imported }
    }
  }
}

function written(bytes: Buffer): { body?: BundleBytes } {
  if (bytes.length === 0) return {}
  const text = utf8(bytes)
  return { body: text === null ? { base64: bytes.toString('base64') } : { text } }
}

/** Null where the bytes are no UTF-8. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** JSON of the same value that a terminal can show: what JSON leaves as it is and a terminal acts on is escaped. */
export const visibly = (json: string): string =>
  json.replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
