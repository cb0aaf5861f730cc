/**
 * `.http` files, as the REST Client of VS Code and JetBrains' HTTP Client have them: requests between lines that begin with `###`. A body
 * that such a file cannot hold stands in a comment of ours, which other programs pass over.
 */
import { EntryFault, entry, hasHeader, originOf, shown, splitUrl, withHost, withoutLineEnds, type Entry } from '../entry.ts'
import { itemOf, type Item, type Read, type Write } from '../format.ts'
import { plainText } from '#contract/shell.ts'
import { headerLine, requestLine } from './http-message.ts'

const BODY_MARK = '# @hookwright-body-base64 '

export const readHttpFile: Read = function* (bytes, { now }): Generator<Item, void> {
  // One character for each byte; lines end as they do anywhere.
  const lines = bytes.toString('latin1').split(/\r?\n/)
  let first = 0
  for (let end = 0; end <= lines.length; end++) {
    if (end < lines.length && !lines[end]?.startsWith('###')) continue
    const block = lines.slice(first, end)
    const at = block.findIndex((line) => line.trim() !== '' && !isComment(line) && !isVariable(line))
    if (at >= 0) yield itemOf(`line ${first + at + 1}`, () => fromBlock(block.slice(at), now))
    first = end + 1
  }
}

const isComment = (line: string): boolean => /^\s*(#|\/\/)/.test(line)
/** `@host = …`: a setting of the file. */
const isVariable = (line: string): boolean => /^\s*@[\w-]+\s*=/.test(line)

function fromBlock(lines: string[], now: number): Entry {
  const blank = lines.findIndex((line) => line.trim() === '')
  const [head, rest] = blank < 0 ? [lines, []] : [lines.slice(0, blank), lines.slice(blank + 1)]
  const [firstLine = '', ...others] = head.filter((line) => !isComment(line))
  // A URL alone is a GET; long ones go on in indented lines.
  const continued = others.findIndex((line) => !/^\s+[?&/]/.test(line))
  const taken = continued < 0 ? others.length : continued
  const line = [firstLine, ...others.slice(0, taken).map((part) => part.trim())].join('')
  const { method, target: url, httpVersion } = requestLine(/^(https?:\/\/|\/)\S+$/i.test(line) ? `GET ${line}` : line)
  const { origin, target } = splitUrl(url)
  if (origin === null && url.startsWith('{{')) throw new EntryFault(`${shown(url)} begins with a variable, and its value is not in the request: write the address itself.`)
  const headers = others.slice(taken).map(headerLine)
  const marked = head.find((one) => one.startsWith(BODY_MARK))
  const body = marked === undefined ? bodyOf(rest) : Buffer.from(marked.slice(BODY_MARK.length), 'base64')
  const all = withHost(headers, origin)
  const length: [string, string][] = body.length > 0 && !hasHeader(all, 'content-length') && !hasHeader(all, 'transfer-encoding') ? [['Content-Length', String(body.length)]] : []
  return entry({ at: now, method, origin, target: target === '' ? '/' : target, httpVersion, headers: [...all, ...length], body })
}

function bodyOf(lines: string[]): Buffer {
  const end = lines.findIndex((line) => /^(> |>> |<> )/.test(line))
  const body = withoutLineEnds((end < 0 ? lines : lines.slice(0, end)).join('\n'))
  const [, file] = /^<@?\s+(\S.*)$/m.exec(body) ?? []
  if (file !== undefined) throw new EntryFault(`Its body is the file ${shown(file)}, which is not part of this one: put its content in its place.`)
  return Buffer.from(body, 'latin1')
}

export const writeHttpFile: Write = async function* (entries, { base }) {
  for await (const one of entries) {
    const marked = one.body.length > 0 && !holds(one.body)
    const lines = [
      `### ${one.id ?? one.kind}, ${new Date(one.at).toISOString()}`,
      `${one.method} ${one.target.startsWith('/') ? originOf(one, base) + one.target : one.target} HTTP/${one.httpVersion}`,
      ...(marked ? [BODY_MARK + one.body.toString('base64')] : []),
      ...one.headers.map(([name, value]) => `${name}: ${value}`),
      '',
    ]
    yield Buffer.from(`${lines.join('\n')}\n`, 'latin1')
    if (one.body.length > 0 && !marked) yield Buffer.concat([one.body, Buffer.from('\n')])
    yield '\n'
  }
}

/** Whether a body can stand in such a file as it is: programs trim it, and some of its lines would mean something. */
function holds(body: Buffer): boolean {
  const text = plainText(body)
  return text !== null && text.trim() === text && !/^(#|\/\/|>>? |<>? |<@)/m.test(text)
}
