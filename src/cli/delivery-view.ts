/** How deliveries look in a terminal. Everything here answers visible text. */
import type { Attempt, Delivery, DeliveryStatus, DeliverySummary, Inspection } from '#contract/delivery.ts'
import { renderFields, renderTable } from './table.ts'
import type { Column } from './table.ts'
import type { Terminal, Tone } from './terminal.ts'
import { cut, visible, visibleLines } from './text.ts'
import { renderMessage } from './wire.ts'

const TONES: Record<DeliveryStatus, Tone> = {
  queued: 'quiet',
  sending: 'quiet',
  retrying: 'warn',
  acknowledged: 'good',
  expired: 'bad',
  failed: 'bad',
  cancelled: 'quiet',
}

/** `2026-03-01 12:00:00.000Z`: the API's time with a space, which reads better and stays exact. */
export const when = (time: string): string => time.replace('T', ' ')

const seconds = (time: string): string => when(time).replace(/\.\d+Z$/, 'Z')

const took = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)

/** What came of the last attempt and what comes next, in a few words: `503, again at 12:00:10Z`. */
export function lastWords(delivery: DeliverySummary): string {
  const { lastOutcome, lastStatusCode } = delivery
  // A status says by itself whether it acknowledges; any other outcome has to be named, whatever status came before it.
  const judged = lastOutcome === 'acknowledged' || lastOutcome === 'rejected'
  const last = judged && lastStatusCode !== null ? String(lastStatusCode) : (lastOutcome?.replaceAll('_', ' ') ?? '')
  const next = delivery.status === 'retrying' && delivery.nextAttemptAt ? `again at ${seconds(delivery.nextAttemptAt).split(' ')[1]}` : ''
  return [last, next].filter(Boolean).join(', ')
}

const COLUMNS: readonly Column<DeliverySummary>[] = [
  { title: 'ID', value: (d) => d.id },
  { title: 'STATUS', value: (d) => d.status, tone: (d) => TONES[d.status] },
  { title: 'TRIES', value: (d) => String(d.attemptCount), align: 'right' },
  { title: 'LAST', value: lastWords },
  { title: 'TRIGGER', value: (d) => d.trigger, shrink: 'end' },
  { title: 'ABOUT', value: (d) => d.subject, shrink: 'end' },
  { title: 'REGISTRATION', value: (d) => d.registrationId, drop: 1 },
  { title: 'CREATED', value: (d) => seconds(d.createdAt), drop: 2 },
  { title: 'URL', value: (d) => d.url, shrink: 'middle', drop: 3 },
]

export const renderDeliveries = (deliveries: readonly DeliverySummary[], terminal: Terminal): string => renderTable(deliveries, COLUMNS, terminal)

/** One line for a delivery that has changed, no wider than the terminal. */
export function renderChange(d: DeliverySummary, { paint, width }: Pick<Terminal, 'paint' | 'width'>): string {
  const start = `${d.id.padEnd(8)}  `
  const status = d.status.padEnd(12)
  const rest = visible([lastWords(d), d.trigger, d.subject].filter(Boolean).join('  '))
  return `${start}${paint(TONES[d.status], status)}  ${cut(rest, width - start.length - status.length - 2)}`
}

/** One line of progress for somebody who waits. */
export const progressLine = (d: DeliverySummary): string => visible(`${d.id} ${d.status}${lastWords(d) && `: ${lastWords(d)}`}${d.lastError ? ` (${d.lastError})` : ''}`)

/** One delivery: what it is, its attempts, and one attempt's request, response and signature in full. */
export function renderDelivery(delivery: Delivery, shown: { attempt: Attempt; inspection: Inspection } | undefined, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return delivery.id
  const parts = [
    renderFields(
      [
        ['Delivery', delivery.id, 'strong'],
        ['Status', delivery.status, TONES[delivery.status]],
        ['Last error', delivery.lastError ?? undefined],
        ['Trigger', `${delivery.provider} ${delivery.trigger}`],
        ['About', delivery.subject || undefined],
        ['Registration', delivery.registrationId],
        ['URL', delivery.url],
        ['Message id', delivery.messageId],
        ['Event', `${delivery.eventId} (${delivery.origin})`],
        ['Created', when(delivery.createdAt)],
        ['Settled', delivery.settledAt ? when(delivery.settledAt) : undefined],
        ['Next attempt', delivery.nextAttemptAt ? when(delivery.nextAttemptAt) : undefined],
        ['Gives up', delivery.settledAt ? undefined : when(delivery.expiresAt)],
        ['Replay of', delivery.replayOf ?? undefined],
        ['Replayed by', delivery.replays.join(', ') || undefined],
      ],
      terminal,
    ),
  ]
  if (delivery.attempts.length > 0) parts.push(renderTable(delivery.attempts, ATTEMPT_COLUMNS, terminal))
  if (shown) parts.push(...renderAttempt(shown.attempt, shown.inspection, terminal))
  return parts.join('\n\n')
}

const ATTEMPT_COLUMNS: readonly Column<Attempt>[] = [
  { title: 'ATTEMPT', value: (a) => String(a.number), align: 'right' },
  { title: 'STARTED', value: (a) => when(a.startedAt) },
  { title: 'TOOK', value: (a) => (a.endedAt ? took(Date.parse(a.endedAt) - Date.parse(a.startedAt)) : ''), align: 'right' },
  { title: 'OUTCOME', value: (a) => a.outcome?.replaceAll('_', ' ') ?? 'in flight', tone: (a) => (a.outcome === 'acknowledged' ? 'good' : a.outcome ? 'bad' : 'quiet') },
  { title: 'RESPONSE', value: (a) => (a.response ? [...a.response.interim, a.response.statusCode].join(' ') : '') },
  { title: 'ERROR', value: (a) => a.error ?? '', shrink: 'end' },
]

function renderAttempt(attempt: Attempt, inspection: Inspection, terminal: Terminal): string[] {
  const { paint } = terminal
  const { request, response } = attempt
  const parts = [
    `${paint('strong', `Request of attempt ${attempt.number}`)}\n${renderMessage(`${request.method} ${request.url}`, request.headers, request.body)}`,
    `${paint('strong', 'Response')}\n${response ? renderMessage(String(response.statusCode), response.headers, response.body) : '(none)'}`,
  ]
  const { verdict, note } = inspection
  if (inspection.parts.length > 0) {
    parts.push(`${paint('strong', 'Envelope')}\n${renderFields(inspection.parts.map(({ label, value }) => [label, shortened(value)]), terminal)}`)
  }
  if (inspection.payload !== null) parts.push(`${paint('strong', 'Payload')}\n${visibleLines(inspection.payload).join('\n')}`)
  if (verdict) parts.push(`${paint('strong', 'Signature')}\n${renderVerdict(verdict, paint)}`)
  if (note !== null) parts.push(`${paint('strong', 'Signature')}\n${visible(note)}`)
  return parts
}

/** Values that repeat what the body and the payload show in full. */
function shortened(value: string): string {
  return value.length <= 120 ? value : `${value.slice(0, 100)}… (${value.length} characters)`
}

/** The verdict, then each step: whether it held, what it was and the value that came of it. */
export function renderVerdict(verdict: NonNullable<Inspection['verdict']>, paint: Terminal['paint']): string {
  const lines = verdict.steps.map((step) => {
    const mark = step.ok === null ? ' ' : paint(step.ok ? 'good' : 'bad', step.ok ? '+' : 'x')
    return `${mark} ${visible(step.title)}${step.value === null ? '' : `: ${visible(shortened(step.value))}`}`
  })
  return [paint(verdict.ok ? 'good' : 'bad', visible(verdict.summary)), ...lines].join('\n')
}
