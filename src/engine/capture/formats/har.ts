/**
 * HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), written and read. What it has no place for is in members that begin with an
 * underscore, as it provides for. Reading takes what browsers really write: HTTP/2 pseudo headers, no `text` where there are `params`,
 * bodies in base64, statuses of 0, versions in any spelling.
 */
import { z } from 'zod'
import { Imported } from '#contract/inbox.ts'
import { Verdict } from '#contract/verdict.ts'
import { EntryFault, entry, headerOf, originOf, splitUrl, withHost, type Entry } from '../entry.ts'
import { listed, type Read, type Write } from '../format.ts'
import { utf8, visibly } from './bundle.ts'

const HarHeaders = z.array(z.looseObject({ name: z.string(), value: z.string() }))
const Extra = z.object({
  kind: z.enum(['capture', 'request']),
  id: z.string().nullable(),
  inbox: z.string().nullable(),
  peer: z.string(),
  target: z.string(),
  origin: z.string().nullable(),
  verdict: Verdict.nullable(),
  fault: z.string().nullable(),
  imported: Imported.nullable(),
})
const PostData = z.looseObject({
  text: z.string().nullish(),
  encoding: z.string().nullish(),
  _encoding: z.string().nullish(),
  params: z.array(z.looseObject({ name: z.string(), value: z.string().nullish(), fileName: z.string().nullish() })).nullish(),
})
const HarEntry = z.looseObject({
  startedDateTime: z.string(),
  time: z.number().nullish(),
  request: z.looseObject({ method: z.string(), url: z.string(), httpVersion: z.string().nullish(), headers: HarHeaders.nullish(), postData: PostData.nullish() }),
  response: z.looseObject({ status: z.number().nullish(), headers: HarHeaders.nullish(), content: z.looseObject({ text: z.string().nullish(), encoding: z.string().nullish() }).nullish() }).nullish(),
  _hookwright: Extra.nullish().catch(null),
})

export const readHar: Read = (bytes) => listed(bytes, ['log', 'entries'], fromHar)

function fromHar(value: unknown): Entry {
  const result = HarEntry.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new EntryFault(`Its ${issue?.path.join('.') || 'content'} is not as HAR has it: ${issue?.message}.`)
  }
  const { request, response, startedDateTime, time, _hookwright: ours } = result.data
  const { origin, target } = splitUrl(request.url)
  if (origin === null && !ours) throw new EntryFault(`${JSON.stringify(request.url.slice(0, 80))} is no URL of HTTP.`)
  const headers = pairs(request.headers)
  const status = response?.status ?? 0
  const common = {
    at: Date.parse(startedDateTime),
    durationMs: Math.max(0, time ?? 0),
    method: request.method,
    httpVersion: versionOf(request.httpVersion),
    body: bodyOf(request.postData),
    answer: status >= 100 ? { status, headers: pairs(response?.headers), body: contentOf(response?.content) } : null,
  }
  if (!ours) return entry({ ...common, origin, target, headers: withHost(headers, origin) })
  const { inbox, ...rest } = ours
  return entry({ ...common, ...rest, inboxName: inbox, headers })
}

/** HTTP/2 and 3 have the request line among the headers, under names that HTTP/1.1 cannot have. */
const pairs = (headers: z.infer<typeof HarHeaders> | null | undefined): [string, string][] =>
  (headers ?? []).filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value])

/** `HTTP/1.1`, `http/2.0`, `h2`, `h3-29`, `unknown`. */
function versionOf(text: string | null | undefined): string {
  const [, version = '1.1'] = /^(?:http\/|h)(\d(?:\.\d)?)/i.exec(text ?? '') ?? []
  return version
}

function bodyOf(post: z.infer<typeof PostData> | null | undefined): Buffer {
  if (!post) return Buffer.alloc(0)
  const { text, params } = post
  if (typeof text === 'string' && (text !== '' || !params?.length)) return Buffer.from(text, (post.encoding ?? post._encoding) === 'base64' ? 'base64' : 'utf8')
  if (!params?.length) return Buffer.alloc(0)
  if (params.some(({ fileName }) => fileName != null)) throw new EntryFault('Its form has files in it, and the file does not hold the bytes that were sent.')
  return Buffer.from(new URLSearchParams(params.map(({ name, value }): [string, string] => [name, value ?? ''])).toString())
}

const contentOf = (content: { text?: string | null; encoding?: string | null } | null | undefined): Buffer =>
  Buffer.from(content?.text ?? '', content?.encoding === 'base64' ? 'base64' : 'utf8')

export const writeHar: Write = async function* (entries, { version, base }) {
  const head = JSON.stringify({ version: '1.2', creator: { name: 'Hookwright', version } })
  yield `{"log":${head.slice(0, -1)},"entries":[`
  let before = '\n'
  for await (const one of entries) {
    yield before + visibly(JSON.stringify(toHar(one, base)))
    before = ',\n'
  }
  yield '\n]}}\n'
}

function toHar(one: Entry, base: string) {
  const { kind, id, inboxName: inbox, peer, target, origin, verdict, fault, imported, answer, body } = one
  const url = (target.startsWith('/') ? originOf(one, base) : '') + target
  const type = headerOf(one.headers, 'content-type') ?? ''
  const text = utf8(body)
  const answered = answer && utf8(answer.body)
  return {
    startedDateTime: new Date(one.at).toISOString(),
    time: one.durationMs,
    request: {
      method: one.method,
      url,
      httpVersion: `HTTP/${one.httpVersion}`,
      cookies: [],
      headers: one.headers.map(([name, value]) => ({ name, value })),
      queryString: [...new URLSearchParams(url.split('?').slice(1).join('?'))].map(([name, value]) => ({ name, value })),
      ...(body.length > 0 && { postData: { mimeType: type, ...(text === null ? { text: body.toString('base64'), encoding: 'base64' } : { text }) } }),
      headersSize: -1,
      bodySize: body.length,
    },
    response: {
      status: answer?.status ?? 0,
      statusText: '',
      httpVersion: `HTTP/${one.httpVersion}`,
      cookies: [],
      headers: (answer?.headers ?? []).map(([name, value]) => ({ name, value })),
      content: {
        size: answer?.body.length ?? 0,
        mimeType: (answer && headerOf(answer.headers, 'content-type')) ?? '',
        ...(answer && answer.body.length > 0 && (answered === null ? { text: answer.body.toString('base64'), encoding: 'base64' } : { text: answered })),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: answer?.body.length ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: one.durationMs },
    _hookwright: { kind, id, inbox, peer, target, origin, verdict, fault, imported },
  }
}
