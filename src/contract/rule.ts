/** Rules stand before an inbox's strip: each has conditions and a strip of its own, and the first one whose conditions all hold answers. */
import { z } from 'zod'
import { Answer } from './answer.ts'
import { answersText, parseAnswer, parseAnswers, readStrip } from './answer-text.ts'
import { Reader, TextError, quoted } from './text-reader.ts'

const pattern = z.string().min(1).max(500)
const matches = pattern.optional().meta({ description: 'A regular expression of RE2: searched for anywhere, in linear time.' })

const HeaderTest = z
  .strictObject({ name: z.string().min(1).max(200), equals: z.string().max(10_000).optional(), matches })
  .meta({ description: 'With neither `equals` nor `matches` the header has to be there.' })
const Scalar = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])
const BodyTest = z
  .strictObject({ path: pattern.meta({ description: 'JSONPath (RFC 9535) into the body, such as $.type' }), equals: Scalar.optional(), matches })
  .meta({ description: 'With neither `equals` nor `matches` the path has to lead somewhere; otherwise to a value that fits.' })

export const When = z
  .strictObject({
    method: z.string().regex(/^[A-Z][A-Z-]{0,31}$/, 'a method in capitals, such as POST').optional(),
    path: pattern.optional().meta({ description: 'What follows the name of the inbox, without the query: /a/* for one more segment, /** for any.' }),
    headers: z.array(HeaderTest).max(20).optional(),
    body: z.array(BodyTest).max(20).optional(),
    chance: z.number().min(0).max(1).optional().meta({ description: 'Share of the requests for which it holds, where all else does: drawn from the seed of the inbox.' }),
  })
  .meta({ id: 'When' })
export type When = z.infer<typeof When>

export const Strip = z.array(Answer).min(1).max(100)

export const Rule = z.strictObject({ when: When, respond: Strip }).meta({ id: 'AnswerRule' })
export type Rule = z.infer<typeof Rule>

/** The same, or its text. */
function orText<T>(schema: z.ZodType<T>, parse: (text: string) => T) {
  const read = (value: unknown, ctx: z.core.$RefinementCtx): unknown => {
    if (typeof value !== 'string') return value
    try {
      return parse(value)
    } catch (error) {
      if (!(error instanceof TextError)) throw error
      ctx.addIssue({ code: 'custom', message: error.message, input: value })
      return z.NEVER
    }
  }
  // A union of one, so that the document of the API has a place to say that it may be a text, too.
  const override = ({ jsonSchema }: { jsonSchema: { anyOf?: unknown[] } }): void => void jsonSchema.anyOf?.push({ type: 'string' })
  return z.preprocess(read, z.union([schema])).meta({ override })
}

export const StripInput = orText(Strip, parseAnswers) as z.ZodType<Answer[], z.input<typeof Strip> | string>
/** One alone. */
export const AnswerInput = orText(Answer, parseAnswer) as z.ZodType<Answer, z.input<typeof Answer> | string>
export const RuleInput = orText(Rule, parseRule) as z.ZodType<Rule, z.input<typeof Rule> | string>

/** `POST path "/a/*" header "X-A" = "1" body "$.type" ~ "^a" chance 20%: 503 x2 | 200`. @throws TextError. */
export function parseRule(text: string): Rule {
  const reader = new Reader(text)
  const when: When = {}
  if (/^[A-Z]/.test(reader.peek() ?? '')) when.method = reader.word('a method')
  while (!reader.ends()) {
    const word = reader.word('a condition')
    if (word === 'path') when.path = reader.quotedText('a pattern such as "/a/*"')
    else if (word === 'header') (when.headers ??= []).push({ name: reader.quotedText('the name of a header'), ...readTest(reader, (value) => String(value)) })
    else if (word === 'body') (when.body ??= []).push({ path: reader.quotedText('a JSONPath such as "$.type"'), ...readTest(reader, (value) => value) })
    else if (word === 'chance') when.chance = readChance(reader)
    else throw reader.error(`"${word}" is no condition. There are: a method, path, header, body, chance.`)
  }
  if (!reader.takes(':')) throw reader.error('After the conditions write a colon and the answers, such as POST: 503 | 200.')
  const respond = readStrip(reader)
  const parsed = Rule.safeParse({ when, respond })
  if (reader.done() && parsed.success) return parsed.data
  const [issue] = parsed.error?.issues ?? []
  throw reader.error(issue ? `${issue.path.join('.')}: ${issue.message}` : 'Write one rule.')
}

type Scalar = z.infer<typeof Scalar>
function readTest<T extends Scalar>(reader: Reader, cast: (value: Scalar) => T): { equals?: T; matches?: string } {
  const test: { equals?: T; matches?: string } = {}
  for (let mark = reader.peek(); mark === '=' || mark === '~'; mark = reader.peek()) {
    reader.word(mark)
    if (mark === '=') test.equals = cast(reader.scalar())
    else test.matches = reader.quotedText('a regular expression')
  }
  return test
}

function readChance(reader: Reader): number {
  const word = reader.word('a share, such as 20%')
  const [, number, percent] = /^(\d+(?:\.\d+)?(?:e-\d+)?)(%?)$/.exec(word) ?? []
  if (number === undefined) throw reader.error(`"${word}" is no share: write 20% or 0.2.`)
  return percent ? Number(number) / 100 : Number(number)
}

const testText = ({ equals, matches: searched }: { equals?: Scalar | undefined; matches?: string | undefined }): string =>
  `${equals === undefined ? '' : ` = ${JSON.stringify(equals)}`}${searched === undefined ? '' : ` ~ ${quoted(searched)}`}`

/** Empty: it always holds. */
export function whenText({ method, path, headers = [], body = [], chance }: When): string {
  return [
    ...(method === undefined ? [] : [method]),
    ...(path === undefined ? [] : [`path ${quoted(path)}`]),
    ...headers.map((test) => `header ${quoted(test.name)}${testText(test)}`),
    ...body.map((test) => `body ${quoted(test.path)}${testText(test)}`),
    ...(chance === undefined ? [] : [`chance ${chance}`]),
  ].join(' ')
}

export const ruleText = ({ when, respond }: Rule): string => `${whenText(when)}: ${answersText(respond)}`
