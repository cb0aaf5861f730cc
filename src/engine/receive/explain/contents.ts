/** Ways in which what is signed is put together. */
import type { Headers } from '#contract/common.ts'
import type { Mistake } from '#contract/explanation.ts'
import { parseTemplate } from '#contract/template.ts'
import type { Claim } from '#providers/provider.ts'

/** Its pieces in order, as text in which one character is one byte; null: the body. */
export interface Content {
  readonly mistakes: readonly Mistake[]
  readonly pieces: readonly (string | null)[]
}

export interface AskedFor {
  readonly method: string
  readonly target: string
  readonly headers: Headers
}

/** What stands for the body among the pieces. */
export const BODY = null

/** The first is as the scheme has it; none where the request does not say all that belongs to it. */
export function contentsOf(claim: Claim, request: AskedFor): Content[] {
  const advice = `What is signed is ${claim.content}.`
  const made = (id: string, title: string, pieces: Content['pieces'] | undefined): Content[] => (pieces === undefined ? [] : [{ mistakes: [{ id, title, advice }], pieces }])
  const right = piecesOf(claim.content, claim.value)
  const timestamp = claim.value('timestamp')
  const names = parseTemplate(claim.content).flatMap((part) => ('name' in part && part.name !== 'body' ? [part.name] : []))
  const withTime = (text: string | undefined) => (text === undefined || !names.includes('timestamp') ? undefined : piecesOf(claim.content, (name) => (name === 'timestamp' ? text : claim.value(name))))
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''
  const before = (text: string) => right && [text, ...right]
  return [
    ...(right ? [{ mistakes: [], pieces: right }] : []),
    ...(names.length > 0 ? made('body-alone', `The body alone was signed, without ${listed(names)}.`, [BODY]) : []),
    ...(names.length > 1 ? names.flatMap((name) => made('part-missing', `${name} was left out of what was signed.`, piecesOf(claim.content.replace(new RegExp(`\\{${name}\\}[^{]?`), ''), claim.value))) : []),
    ...made('milliseconds', 'The timestamp was signed in milliseconds.', withTime(scaled(timestamp, 1000))),
    ...made('seconds', 'The timestamp was signed in seconds.', withTime(scaled(timestamp, 0.001))),
    ...(names.length > 0 ? made('separators', 'The parts were joined without what stands between them.', right && piecesOf(claim.content.replace(/\}[^{}]+\{/g, '}{'), claim.value)) : []),
    ...(timestamp !== undefined && !names.includes('timestamp') ? made('timestamp-signed', 'The timestamp was signed before the body.', [`${timestamp}.`, BODY]) : []),
    ...['http://', 'https://'].flatMap((scheme) => made('url-signed', `The URL ${scheme}… was signed before the rest.`, before(`${scheme}${host}${request.target}`))),
    ...made('url-signed', 'The path was signed before the rest.', before(request.target)),
    ...made('method-signed', 'The method and the path were signed before the rest.', before(`${request.method}${request.target}`)),
    ...made('method-signed', 'The method was signed before the rest.', before(request.method)),
  ]
}

function piecesOf(template: string, value: Claim['value']): Content['pieces'] | undefined {
  const pieces = parseTemplate(template).map((part) => ('text' in part ? part.text : part.name === 'body' ? BODY : value(part.name)))
  return pieces.includes(undefined) ? undefined : (pieces as (string | null)[])
}

function scaled(text: string | undefined, by: number): string | undefined {
  if (text === undefined || !/^\d{9,14}$/.test(text)) return undefined
  return String(Math.floor(Number(text) * by))
}

const listed = (names: readonly string[]): string => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)
