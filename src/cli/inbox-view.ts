import type { CustomSigning } from '#contract/custom-signing.ts'
import type { z } from 'zod'
import { placeOf, type Answer } from '#contract/answer.ts'
import { answerText } from '#contract/answer-text.ts'
import { SENT_ENDS, type Capture, type CaptureSummary, type Forwarded, type Inbox, type Why } from '#contract/inbox.ts'
import { msText } from '#contract/quantity-text.ts'
import { whenText } from '#contract/rule.ts'
import { renderVerdict, when } from './delivery-view.ts'
import { renderFields, renderTable } from './table.ts'
import type { Column } from './table.ts'
import type { Terminal, Tone } from './terminal.ts'
import { visible } from './text.ts'
import { renderMessage } from './wire.ts'

type InboxOf = z.infer<typeof Inbox>
type CaptureSummaryOf = z.infer<typeof CaptureSummary>

/** What became of it, in a word of the list. */
const answeredText = (c: CaptureSummaryOf): string => (c.open ? 'open' : c.answerStatus === null ? (c.did ?? '-') : String(c.answerStatus))

const INBOXES: readonly Column<InboxOf>[] = [
  { title: 'NAME', value: (i) => i.name },
  { title: 'ID', value: (i) => i.id },
  { title: 'RECEIVED', value: (i) => String(i.captureCount), align: 'right' },
  { title: 'VERIFIES', value: (i) => i.verify?.scheme ?? '-' },
  { title: 'ANSWERS', value: (i) => `${i.rules.length > 0 ? `(${i.rules.length} rules) ` : ''}${stripText(i)}`, shrink: 'end' },
  { title: 'URL', value: urlText, shrink: 'middle' },
]

const CAPTURES: readonly Column<CaptureSummaryOf>[] = [
  { title: 'ID', value: (c) => c.id },
  { title: 'RECEIVED', value: (c) => when(c.receivedAt), drop: 2 },
  { title: 'METHOD', value: (c) => c.method, shrink: 'end' },
  { title: 'TARGET', value: (c) => c.target, shrink: 'middle' },
  { title: 'BYTES', value: (c) => String(c.size), align: 'right' },
  { title: 'ANSWERED', value: answeredText, shrink: 'end' },
  { title: 'VERDICT', value: verdictWord, tone: verdictTone },
  { title: 'WHY', value: (c) => c.fault ?? c.verdict?.summary ?? '', shrink: 'end', drop: 1 },
]

export const renderInboxes = (items: readonly InboxOf[], terminal: Terminal): string => renderTable(items, INBOXES, terminal)
export const renderCaptures = (items: readonly CaptureSummaryOf[], terminal: Terminal): string => renderTable(items, CAPTURES, terminal)

/** A request as it came, or came to its end: on a line of its own. */
export function captureLine(item: CaptureSummaryOf, inbox: string, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return item.id
  const answer = item.open ? terminal.paint('warn', visible(answeredText(item))) : visible(answeredText(item))
  const parts = [item.receivedAt.slice(11, 23), item.id, visible(inbox), visible(`${item.method} ${item.target}`), terminal.paint(verdictTone(item), verdictWord(item)), answer]
  return parts.join(terminal.mode === 'compact' ? '\t' : '  ')
}

export function renderInbox(inbox: InboxOf, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return inbox.name
  return renderFields(
    [
      ['Inbox', inbox.name, 'strong'],
      ['Id', inbox.id],
      ['URL', urlText(inbox)],
      ['Over TLS', inbox.tlsUrl ?? undefined],
      ...inbox.rules.map((rule, at): [string, string] => [`Rule ${at + 1}`, `${whenText(rule.when) || '(always)'}: ${stripText(rule)}`]),
      ['Answers', stripText(inbox)],
      ['Verifies', inbox.verify?.scheme ?? 'nothing'],
      ['Signature', inbox.verify?.custom && customText(inbox.verify.custom)],
      ['Secret', inbox.verify ? (inbox.verify.secret ?? '(hidden)') : undefined],
      ['Received', String(inbox.captureCount)],
      ['Created', when(inbox.createdAt)],
    ],
    terminal,
  )
}

/** One received request: its bytes, what was answered, and each step of its verification. */
export function renderCapture(capture: Capture, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return capture.id
  const { paint } = terminal
  const parts = [
    renderFields(
      [
        ['Capture', capture.id, 'strong'],
        ['Inbox', capture.inboxId],
        ['Received', when(capture.receivedAt)],
        ['From', capture.peer === '' ? undefined : capture.peer],
        ['Imported', capture.imported ? `${when(capture.imported.at)}, ${capture.imported.format}${capture.imported.file === null ? '' : ` ${capture.imported.file}`}` : undefined],
        ['Fault', capture.fault ?? undefined, 'bad'],
      ],
      terminal,
    ),
    `${paint('strong', 'Request')}\n${renderMessage(`${capture.method} ${capture.target} HTTP/${capture.httpVersion}`, capture.headers, capture.body)}`,
    `${paint('strong', 'Answer')}\n${capture.answer ? renderMessage(String(capture.answer.status), capture.answer.headers, capture.answer.body) : '(none)'}`,
  ]
  const sent = renderSent(capture)
  if (sent !== '') parts.push(`${paint('strong', 'Sent')}\n${sent}`)
  if (capture.why) parts.push(`${paint('strong', 'Why this answer')}\n${renderWhy(capture.why)}`)
  if (capture.verdict) parts.push(`${paint('strong', 'Verification')}\n${renderVerdict(capture.verdict, paint)}`)
  return parts.join('\n\n')
}

/** The answers in turn; the one that comes next in brackets. */
function stripText({ respond, answered }: { respond: readonly Answer[]; answered: number }): string {
  const next = placeOf(respond, answered)
  return respond.map((answer, at) => (at === next && respond.length > 1 ? `[${answerText(answer)}]` : answerText(answer))).join(' | ')
}

/** Why it was answered so: what held, what did not, and which place of which strip it was. */
function renderWhy(why: Why): string {
  const strip = why.rule ? `rule ${why.rule.number} (${why.rule.when || 'always'})` : 'its own strip'
  return [
    ...why.passed.map(({ number, because }) => `rule ${number} does not hold: ${because}`),
    `answer ${why.place}${why.of === null ? '' : ` of ${why.of}`} of ${strip}${why.turn === null ? '' : `, for its request number ${why.turn}`}`,
    ...(why.drawn === null ? [] : [`${why.drawn.toFixed(4)} was drawn`]),
    ...(why.delayMs === null ? [] : [`after ${msText(why.delayMs)}`]),
  ].join('\n')
}

/** What really left, where that is more than an answer as it stands. */
function renderSent({ open, did, sent }: Capture): string {
  if (open) return `${did ?? ''}\n(still open)`
  if (!sent) return ''
  const ends = `${SENT_ENDS[sent.end]} after ${msText(sent.endMs)}, ${sent.bytes} bytes sent${sent.byHand ? ', answered by hand' : ''}`
  return [did ?? '', ...(sent.forwarded ? [forwardedText(sent.forwarded)] : []), ...sent.interim.map((status) => `interim ${status}`), ends].join('\n')
}

function forwardedText({ url, status, ms, error }: Forwarded): string {
  return `forwarded to ${url}: ${error ?? `it answered ${status}`} (${msText(ms)})`
}

function urlText(inbox: InboxOf): string {
  return inbox.url ?? '(the listener is down)'
}

function verdictWord(capture: CaptureSummaryOf): string {
  if (capture.fault !== null) return 'incomplete'
  return capture.verdict === null ? '-' : capture.verdict.ok ? 'verified' : 'refused'
}

function verdictTone(capture: CaptureSummaryOf): Tone {
  if (capture.fault !== null) return 'bad'
  return capture.verdict === null ? 'plain' : capture.verdict.ok ? 'good' : 'bad'
}

/** `hmac-sha256 of {timestamp}.{body} in base64, as X-Sig: v1={signature}`. */
const customText = ({ algorithm, content, encoding, header, format }: CustomSigning): string => `${algorithm} of ${content} in ${encoding}, as ${header}: ${format}`
