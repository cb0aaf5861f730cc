/**
 * What an inbox does to one request, as data: a behaviour (`do`), and what any of them may be given besides: how often in turn, an interim
 * answer before it, a delay, or leave to come before the body. Each is carried out by the file of its name in `engine/receive/behaviours`.
 */
import { z } from 'zod'
import { Headers } from './common.ts'

const ms = z.int().min(0).max(86_400_000)

/** How long an answer is held back after the request is on record. Drawn ones are reproducible from the inbox's seed. */
export const Delay = z
  .discriminatedUnion('distribution', [
    z.strictObject({ distribution: z.literal('fixed'), ms }),
    z.strictObject({ distribution: z.literal('uniform'), fromMs: ms, toMs: ms }).refine((d) => d.fromMs <= d.toMs, { path: ['toMs'], message: 'toMs is less than fromMs' }),
    z.strictObject({ distribution: z.literal('normal'), meanMs: ms, deviationMs: ms }).meta({ description: 'Less than 0 counts as 0.' }),
    z.strictObject({ distribution: z.literal('exponential'), meanMs: ms }),
  ])
  .meta({ id: 'Delay', description: 'At most a day, drawn ones included.' })
export type Delay = z.infer<typeof Delay>

/** May be said of every behaviour. */
const shared = {
  times: z.int().min(1).max(1_000_000).optional().meta({ description: 'How many requests in turn get it. Default 1; the last of a strip stays, whatever this says.' }),
  interim: z.int().min(102).max(199).optional().meta({ description: 'An interim answer that is sent at once, such as 102.' }),
  delay: Delay.optional(),
  early: z.literal(true).optional().meta({ description: 'Answers as soon as the headers are there, reads no more of the body, and closes.' }),
}

const status = z.int().min(200).max(599).default(200)
const body = z.string().max(1_000_000).optional()
/** A well-formed answer, or what is made of one. */
const message = { status, headers: Headers.max(200).optional(), body }
const bytesPerSecond = z.int().min(1).max(10_000_000)

const After = z.union([z.enum(['nothing', 'headers']), z.int().min(1).max(1_000_000)]).default('nothing')
const cut = { after: After.meta({ description: 'What of the answer has left by then: nothing, its headers, or that many bytes of its body.' }), ...message }

export const Answer = z
  .discriminatedUnion('do', [
    z.strictObject({ do: z.literal('answer').optional(), ...shared, ...message }),
    z.strictObject({
      do: z.literal('forward'),
      ...shared,
      to: z.string().min(1).max(2_000).meta({ description: 'A URL, http or https; what follows the name of the inbox is appended to its path.' }),
      host: z.enum(['sender', 'target']).default('sender').meta({ description: 'Whose the Host header is: as the sender wrote it, or of the target.' }),
      within: z.int().min(1).max(600_000).default(30_000).meta({ description: 'Milliseconds of real time for the whole of its answer; beyond, 504.' }),
    }),
    z.strictObject({ do: z.literal('redirect'), ...shared, status: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]).default(302), to: z.string().min(1).max(2_000) }),
    z.strictObject({ do: z.literal('gzip'), ...shared, ...message }),
    z.strictObject({ do: z.literal('bomb'), ...shared, status, size: z.int().min(1).max(2 ** 30).default(100 * 2 ** 20).meta({ description: 'Bytes of the body once it is decoded.' }) }),
    z.strictObject({ do: z.literal('huge-headers'), ...shared, ...message, size: z.int().min(1).max(2 ** 20).default(64 * 2 ** 10).meta({ description: 'Bytes of headers that are added.' }) }),
    z.strictObject({ do: z.literal('drip'), ...shared, ...message, rate: bytesPerSecond.default(1).meta({ description: 'Bytes per second, headers included.' }) }),
    z.strictObject({ do: z.literal('endless'), ...shared, status, rate: bytesPerSecond.optional().meta({ description: 'Bytes per second; absent: as fast as they are taken.' }) }),
    z.strictObject({ do: z.literal('hang'), ...shared }),
    z.strictObject({ do: z.literal('hold'), ...shared }),
    z.strictObject({ do: z.literal('close'), ...shared, ...cut }),
    z.strictObject({ do: z.literal('half-close'), ...shared, ...cut }),
    z.strictObject({ do: z.literal('reset'), ...shared, ...cut }),
    z.strictObject({ do: z.literal('wrong-length'), ...shared, ...message, by: z.int().min(-1_000_000).max(1_000_000).refine((by) => by !== 0, 'says 0, which would be right').default(10).meta({ description: 'Bytes that Content-Length says more than there are; less when negative.' }) }),
    z.strictObject({ do: z.literal('contradict'), ...shared, ...message, what: z.enum(['lengths', 'length-and-chunks', 'types']).default('lengths') }),
    z.strictObject({ do: z.literal('garbage'), ...shared, body: body.meta({ description: 'Sent as it is, instead of HTTP. Absent: some bytes.' }) }),
  ])
  .meta({ id: 'Answer', description: 'What an inbox does to one request. Without `do`: an answer.' })
export type Answer = z.infer<typeof Answer>
export type Behaviour = NonNullable<Answer['do']>
/** The definition of one behaviour. */
export type AnswerOf<B extends Behaviour> = Extract<Answer, { do?: B }>

export const behaviourOf = (answer: Answer): Behaviour => answer.do ?? 'answer'

/** What each is called, and what it does to a usual client. In the order in which a palette shows them. */
export const BEHAVIOURS: Readonly<Record<Behaviour, { readonly title: string; readonly client: string }>> = {
  answer: { title: 'Answer', client: 'gets a status, headers and a body' },
  forward: { title: 'Forward', client: 'gets what the target answers; 502 or 504 when that does not' },
  hang: { title: 'Hang', client: 'waits until its own timeout' },
  hold: { title: 'Hold', client: 'waits until you answer by hand' },
  reset: { title: 'Reset', client: 'sees ECONNRESET, before or within the answer' },
  close: { title: 'Close', client: 'sees the connection end too early' },
  'half-close': { title: 'Half-close', client: 'reads an early end, while it can still send' },
  drip: { title: 'Drip', client: 'gets the answer a few bytes a second; only a timeout of the whole call helps' },
  endless: { title: 'Endless body', client: 'reads until it stops by a limit of its own' },
  redirect: { title: 'Redirect', client: 'is sent elsewhere; a strict webhook sender does not follow' },
  gzip: { title: 'Gzip', client: 'gets a compressed body, asked for or not' },
  bomb: { title: 'Gzip bomb', client: 'fills its memory if it decodes without a limit' },
  'huge-headers': { title: 'Huge headers', client: 'refuses the answer if it bounds headers (Node: 16 KiB)' },
  'wrong-length': { title: 'Wrong length', client: 'waits for bytes that never come, or finds some too many' },
  contradict: { title: 'Contradicting headers', client: 'refuses the answer, or believes one of two' },
  garbage: { title: 'Garbage', client: 'fails to parse: this is no HTTP' },
}

/** Some have to go somewhere. */
const SOMEWHERE: Partial<Record<Behaviour, { readonly to: string }>> = { redirect: { to: '/' }, forward: { to: 'http://127.0.0.1:3000' } }

/** A behaviour as it is when nothing more is said of it. */
export const plainAnswer = (behaviour: Behaviour): Answer => Answer.parse(behaviour === 'answer' ? {} : { do: behaviour, ...SOMEWHERE[behaviour] })

/** Place in a strip, from 0, of the answer after `taken` others: in turn, each as often as it says; the last one stays. */
export function placeOf(strip: readonly Answer[], taken: number): number {
  const last = strip.length - 1
  let left = taken
  for (let at = 0; at < last; at++) {
    left -= strip[at]?.times ?? 1
    if (left < 0) return at
  }
  return last
}
