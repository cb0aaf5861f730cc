/**
 * Answers as text: `503 x2 | hang | reset after headers | 200 slow 3s | 200`. One behaviour with its options between two bars:
 *
 *     [102 then] 503 | redirect | hang | … [option value]… [slow 3s] [early] [x2]
 *
 * What is printed parses to the same answers. The shapes are checked by `Answer`; here is only how they are written.
 */
import { Answer, BEHAVIOURS, behaviourOf, plainAnswer, type Behaviour } from './answer.ts'
import { delayText, readDelay, readMs } from './delay-text.ts'
import { bytesText, bytesValue, msText } from './quantity-text.ts'
import { Reader, TextError, quoted } from './text-reader.ts'

type Field = 'status' | 'headers' | 'body' | 'to' | 'host' | 'within' | 'after' | 'rate' | 'size' | 'by' | 'what'

interface Word {
  readonly field: Field
  readonly read: (reader: Reader, before: unknown) => unknown
  readonly print: (value: never) => string
}

const plain = (value: string | number): string => String(value)

/** Options by the word that they begin with, in the order in which they are printed. */
const OPTIONS: Readonly<Record<string, Word>> = {
  after: {
    field: 'after',
    read: (reader) => {
      const word = reader.word('nothing, headers, or a number of bytes')
      if (!/^\d/.test(word)) return word
      if (reader.peek() === 'bytes') reader.word('bytes')
      return bytesValue(word) ?? word
    },
    print: (value: string | number) => (typeof value === 'number' ? `${bytesText(value)} bytes` : value),
  },
  status: { field: 'status', read: (reader) => reader.number('a status'), print: plain },
  to: { field: 'to', read: (reader) => reader.quotedText('a URL'), print: quoted },
  host: { field: 'host', read: (reader) => reader.word('sender or target'), print: plain },
  within: { field: 'within', read: readMs, print: msText },
  by: { field: 'by', read: (reader) => reader.number('a number of bytes'), print: plain },
  what: { field: 'what', read: (reader) => reader.word('lengths, length-and-chunks or types'), print: plain },
  size: { field: 'size', read: (reader) => reader.bytes('a size, such as 64KiB'), print: bytesText },
  rate: { field: 'rate', read: (reader) => reader.bytes('bytes per second'), print: bytesText },
  header: {
    field: 'headers',
    read: (reader, before) => [...((before as unknown[] | undefined) ?? []), reader.header()],
    print: (headers: [string, string][]) => headers.map(([name, value]) => quoted(`${name}: ${value}`)).join(' header '),
  },
  body: { field: 'body', read: (reader) => reader.quotedText('a text in quotes'), print: quoted },
}

const isBehaviour = (word: string): word is Behaviour => word in BEHAVIOURS && word !== 'answer'
const among = (words: readonly string[]): string => ` There are: ${words.join(', ')}.`

/** An unknown option, value or behaviour is a `TextError` that says where. */
function readAnswer(reader: Reader): Answer {
  const at = reader.at
  const draft: Record<string, unknown> = {}
  let word = reader.word('a status or a behaviour')
  if (/^1\d\d$/.test(word)) {
    if (reader.peek() !== 'then') throw reader.error(`${word} is no final answer: write "${word} then 200", or "${word} then hang".`)
    draft.interim = Number(word)
    reader.word('then')
    word = reader.word('a status or a behaviour')
  }
  if (/^\d+$/.test(word)) draft.status = Number(word)
  else if (isBehaviour(word)) draft.do = word
  else throw reader.error(`"${word}" is no status and no behaviour.${among(Object.keys(BEHAVIOURS).filter(isBehaviour))}`)
  while (!reader.ends()) readOption(reader, draft)
  const parsed = Answer.safeParse(draft)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new TextError(at, `${reader.from(at)}: ${field && `${field}: `}${issue?.message ?? 'is no answer'}`)
}

function readOption(reader: Reader, draft: Record<string, unknown>): void {
  const word = reader.word('an option')
  if (/^x\d+$/.test(word)) return void (draft.times = Number(word.slice(1)))
  if (word === 'early') return void (draft.early = true)
  if (word === 'slow') return void (draft.delay = readDelay(reader))
  const option = Object.hasOwn(OPTIONS, word) ? OPTIONS[word] : undefined
  if (!option) throw reader.error(`"${word}" is no option.${among([...Object.keys(OPTIONS), 'slow', 'early', 'x2'])}`)
  draft[option.field] = option.read(reader, draft[option.field])
}

/** @throws TextError. */
export function readStrip(reader: Reader): Answer[] {
  const strip = [readAnswer(reader)]
  while (reader.takes('|')) strip.push(readAnswer(reader))
  return strip
}

/** @throws TextError: what is wrong, and where. */
export function parseAnswers(text: string): Answer[] {
  const reader = new Reader(text)
  const strip = readStrip(reader)
  if (!reader.done()) throw reader.error('Write one answer after the other with | between them.')
  return strip
}

/** One alone. @throws TextError. */
export function parseAnswer(text: string): Answer {
  const [answer, second] = parseAnswers(text)
  if (!answer || second) throw new TextError(0, 'One answer is wanted here, without |.')
  return answer
}

type Fields = Partial<Record<Field, unknown>>

const defaults = new Map<Behaviour, Fields>()

/** What need not be said. Made when it is first asked for: every start would parse an answer of each behaviour. */
function defaultsOf(behaviour: Behaviour): Fields {
  const known = defaults.get(behaviour) ?? { ...(plainAnswer(behaviour) as Fields), to: undefined }
  defaults.set(behaviour, known)
  return known
}

export function answerText(answer: Answer): string {
  const of = answer as Fields
  const first = behaviourOf(answer) === 'answer' ? plain(of.status as number) : behaviourOf(answer)
  const words = answer.interim === undefined ? [first] : [plain(answer.interim), 'then', first]
  const unsaid = defaultsOf(behaviourOf(answer))
  for (const [word, { field, print }] of Object.entries(OPTIONS)) {
    const value = of[field]
    if (value === undefined || value === unsaid[field] || (field === 'status' && behaviourOf(answer) === 'answer')) continue
    if (Array.isArray(value) && value.length === 0) continue
    words.push(word, print(value as never))
  }
  if (answer.delay) words.push('slow', delayText(answer.delay))
  if (answer.early) words.push('early')
  if (answer.times !== undefined) words.push(`x${answer.times}`)
  return words.join(' ')
}

export const answersText = (answers: readonly Answer[]): string => answers.map(answerText).join(' | ')
