/**
 * Requests of webhook.site: the answer of its `GET /token/{id}/requests`, one request of it, or its CSV export. It keeps header names in
 * lower case and without their order; files of forms are not in it. The columns of the CSV are not documented beyond "varying": that
 * headers stand in `headers.<name>` or `header.<name>` is assumed.
 */
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Headers } from '#contract/common.ts'
import { EntryFault, entry, hasHeader, splitUrl, withHost, type Entry } from '../entry.ts'
import { parsed } from '../json-walk.ts'
import { itemOf, listed, type Item, type Read } from '../format.ts'

const Request = z.looseObject({
  uuid: z.string().nullish(),
  type: z.string().nullish(),
  ip: z.string().nullish(),
  method: z.string().nullish(),
  url: z.string().nullish(),
  content: z.string().nullish(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish(),
  files: z.unknown(),
  created_at: z.string().nullish(),
})
type Request = z.infer<typeof Request>

export const readWebhookSite: Read = (bytes) => listed(bytes, ['data'], checked)
/** One request alone, as "get single request" answers it. */
export const readWebhookSiteOne: Read = function* (bytes) {
  yield itemOf('the request', () => checked(parsed(bytes)))
}

function checked(value: unknown): Entry {
  const result = Request.safeParse(value)
  if (result.success) return fromSite(result.data)
  const [issue] = result.error.issues
  throw new EntryFault(`Its ${issue?.path.join('.') || 'content'} is not as webhook.site has it: ${issue?.message}.`)
}

function fromSite(it: Request): Entry {
  if (it.type != null && it.type !== 'web') throw new EntryFault(`It is of the type ${JSON.stringify(it.type)}: only web requests can be imported.`)
  if (it.files !== null && typeof it.files === 'object' && Object.keys(it.files).length > 0) throw new EntryFault('It is a form with files, and the export does not hold the bytes that were sent.')
  if (!it.method || !it.url) throw new EntryFault('It has no method or no URL.')
  const { origin, target } = splitUrl(it.url)
  const headers: Headers = Object.entries(it.headers ?? {}).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]))
  const body = Buffer.from(it.content ?? '')
  return entry({ id: it.uuid ?? null, at: timeOf(it.created_at), peer: it.ip ?? '', method: it.method, origin, target: target === '' ? '/' : target, headers: hasHeader(headers, 'host') ? headers : withHost(headers, origin), body })
}

/** `2019-10-03 19:06:35`, in UTC. */
const timeOf = (text: string | null | undefined): number => Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text ?? '') ? `${text?.replace(' ', 'T')}Z` : (text ?? ''))

export const readWebhookSiteCsv: Read = function* (bytes): Generator<Item, void> {
  let rows: Record<string, string>[]
  try {
    rows = parse<Record<string, string>>(bytes, { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: false })
  } catch (error) {
    yield { at: 'the file', fault: `It is no CSV: ${error instanceof Error ? error.message : String(error)}.` }
    return
  }
  for (const [number, row] of rows.entries()) yield itemOf(`record ${number + 1}`, () => fromSite(rowOf(row)))
}

function rowOf(row: Record<string, string>): Request {
  const headers = Object.entries(row).flatMap(([column, value]): [string, string][] => {
    const [, name] = /^headers?[._](.+)$/i.exec(column) ?? []
    return name === undefined || value === '' ? [] : [[name.replace(/\.0$/, ''), value]]
  })
  return { uuid: row.uuid, type: row.type || null, ip: row.ip, method: row.method, url: row.url, content: row.content, headers: Object.fromEntries(headers), files: null, created_at: row.created_at }
}
