/** Inboxes and what they captured. */
import { z } from 'zod'
import { CaptureExport, ImportReport } from '../capture-file.ts'
import { PageQuery, page } from '../common.ts'
import { DeliverySummary } from '../delivery.ts'
import { CaptureReplay } from '../replay.ts'
import { Capture, CaptureSummary, Inbox, InboxChange, InboxCreate } from '../inbox.ts'
import { Explanation } from '../explanation.ts'
import { flag, id, ok, reveal, route } from '../route.ts'
import { AnswerInput } from '../rule.ts'

/** By its id or its name. */
const inbox = z.object({ id: z.string().max(70) })

export const receiving = {
  listInboxes: route({ method: 'GET', path: '/inboxes', summary: 'Receivers with a fixed URL', query: PageQuery.extend({ reveal: flag }), ok: ok(page(Inbox)) }),
  createInbox: route({ method: 'POST', path: '/inboxes', summary: 'Make an inbox', body: InboxCreate, ok: { status: 201, schema: Inbox }, problems: ['invalid', 'conflict'] }),
  getInbox: route({ method: 'GET', path: '/inboxes/:id', summary: 'One inbox, by id or name', params: inbox, query: reveal, ok: ok(Inbox), problems: ['not_found'] }),
  changeInbox: route({ method: 'PATCH', path: '/inboxes/:id', summary: 'Change what it answers and verifies', params: inbox, body: InboxChange, ok: ok(Inbox), problems: ['not_found', 'invalid'] }),
  deleteInbox: route({ method: 'DELETE', path: '/inboxes/:id', summary: 'Remove it with its captures', params: inbox, ok: { status: 204, schema: null }, problems: ['not_found'] }),
  listCaptures: route({
    method: 'GET',
    path: '/inboxes/:id/captures',
    summary: 'What it received, newest first',
    params: inbox,
    query: PageQuery,
    ok: ok(page(CaptureSummary)),
    problems: ['not_found'],
  }),
  importCaptures: route({
    method: 'POST',
    path: '/captures/import',
    summary: 'Put the requests of a file into an inbox: a bundle, HAR, JSON Lines, curl commands, an .http file, or an export of webhook-tester, webhook.site or ngrok',
    query: z.object({
      inbox: z.string().max(70).optional().meta({ description: 'Name or id; made when there is none of that name. Absent: a new one, named after the file.' }),
      file: z.string().max(255).optional().meta({ description: 'Name of the file.' }),
      dryRun: flag.meta({ description: 'Only say what would be imported.' }),
    }),
    body: z.custom<Uint8Array | Blob>(),
    bodyType: 'application/octet-stream',
    ok: ok(ImportReport),
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  exportCaptures: route({
    method: 'POST',
    path: '/captures/export',
    summary: 'Captures as a file, oldest first',
    body: CaptureExport,
    ok: { status: 200, schema: z.string(), type: 'application/octet-stream' },
    problems: ['not_found'],
  }),
  getCapture: route({ method: 'GET', path: '/captures/:id', summary: 'One received request, byte-exact', params: id, query: reveal, ok: ok(Capture), problems: ['not_found'] }),
  explainCapture: route({
    method: 'GET',
    path: '/captures/:id/explanation',
    summary: 'Why its signature holds or not, by the usual mistakes, with the scheme and the secret that its inbox has now',
    params: id,
    ok: ok(Explanation),
    problems: ['not_found'],
  }),
  replayCapture: route({
    method: 'POST',
    path: '/captures/:id/replay',
    summary: 'Send it, as it came or signed anew, as a delivery of a registration',
    params: id,
    body: CaptureReplay,
    ok: { status: 202, schema: DeliverySummary },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  answerCapture: route({
    method: 'POST',
    path: '/captures/:id/answer',
    summary: 'Answer by hand a request that an inbox holds',
    params: id,
    body: z.object({ answer: AnswerInput.meta({ description: 'Any behaviour, as data or as text: `503`, `reset after headers`.' }) }),
    ok: { status: 202, schema: CaptureSummary },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  getCaptureBody: route({
    method: 'GET',
    path: '/captures/:id/body',
    summary: 'Its body, whole, as a download',
    params: id,
    ok: { status: 200, schema: z.string(), type: 'application/octet-stream' },
    problems: ['not_found'],
  }),
} as const
