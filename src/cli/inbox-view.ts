import type { z } from 'zod'
import type { Capture, CaptureSummary, Inbox } from '#contract/inbox.ts'
import { renderVerdict, when } from './delivery-view.ts'
import { renderFields, renderTable } from './table.ts'
import type { Column } from './table.ts'
import type { Terminal, Tone } from './terminal.ts'
import { renderMessage } from './wire.ts'

type InboxOf = z.infer<typeof Inbox>
type CaptureSummaryOf = z.infer<typeof CaptureSummary>

const INBOXES: readonly Column<InboxOf>[] = [
  { title: 'NAME', value: (i) => i.name },
  { title: 'ID', value: (i) => i.id },
  { title: 'RECEIVED', value: (i) => String(i.captureCount), align: 'right' },
  { title: 'VERIFIES', value: (i) => i.verify?.scheme ?? '-' },
  { title: 'ANSWERS', value: answersText, shrink: 'end' },
  { title: 'URL', value: urlText, shrink: 'middle' },
]

const CAPTURES: readonly Column<CaptureSummaryOf>[] = [
  { title: 'ID', value: (c) => c.id },
  { title: 'RECEIVED', value: (c) => when(c.receivedAt), drop: 2 },
  { title: 'METHOD', value: (c) => c.method, shrink: 'end' },
  { title: 'TARGET', value: (c) => c.target, shrink: 'middle' },
  { title: 'BYTES', value: (c) => String(c.size), align: 'right' },
  { title: 'ANSWERED', value: (c) => (c.answerStatus === null ? '-' : String(c.answerStatus)), align: 'right' },
  { title: 'VERDICT', value: verdictWord, tone: verdictTone },
  { title: 'WHY', value: (c) => c.fault ?? c.verdict?.summary ?? '', shrink: 'end', drop: 1 },
]

export const renderInboxes = (items: readonly InboxOf[], terminal: Terminal): string => renderTable(items, INBOXES, terminal)
export const renderCaptures = (items: readonly CaptureSummaryOf[], terminal: Terminal): string => renderTable(items, CAPTURES, terminal)

export function renderInbox(inbox: InboxOf, { paint }: Terminal): string {
  return renderFields(
    [
      ['Inbox', inbox.name, 'strong'],
      ['Id', inbox.id],
      ['URL', urlText(inbox)],
      ['Answers', answersText(inbox)],
      ['Verifies', inbox.verify?.scheme ?? 'nothing'],
      ['Secret', inbox.verify ? (inbox.verify.secret ?? '(hidden)') : undefined],
      ['Received', String(inbox.captureCount)],
      ['Created', when(inbox.createdAt)],
    ],
    paint,
  )
}

/** One received request: its bytes, what was answered, and each step of its verification. */
export function renderCapture(capture: Capture, terminal: Terminal): string {
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
      paint,
    ),
    `${paint('strong', 'Request')}\n${renderMessage(`${capture.method} ${capture.target} HTTP/${capture.httpVersion}`, capture.headers, capture.body)}`,
    `${paint('strong', 'Answer')}\n${capture.answer ? renderMessage(String(capture.answer.status), capture.answer.headers, capture.answer.body) : '(none)'}`,
  ]
  if (capture.verdict) parts.push(`${paint('strong', 'Verification')}\n${renderVerdict(capture.verdict, paint)}`)
  return parts.join('\n\n')
}

/** The statuses in turn; the one that comes next in brackets. */
function answersText(inbox: InboxOf): string {
  const next = Math.min(inbox.answered, inbox.respond.length - 1)
  return inbox.respond.map(({ status }, at) => (at === next && inbox.respond.length > 1 ? `[${status}]` : String(status))).join(' ')
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
