import { z } from 'zod'
import { Body, Headers, Seq, Time } from './common.ts'
import { CustomSigning } from './custom-signing.ts'
import { Rule, RuleInput, Strip, StripInput } from './rule.ts'
import { Verdict } from './verdict.ts'

export const InboxVerify = z
  .object({
    scheme: z.string().meta({ description: "A provider's id, or `custom`." }),
    secret: z.string().max(10_000).nullable().optional().meta({ description: 'Write-only unless asked for with ?reveal=true.' }),
    custom: CustomSigning.optional().meta({ description: 'How is signed, where the scheme is `custom`.' }),
  })
  .meta({ id: 'InboxVerify' })
export type InboxVerify = z.infer<typeof InboxVerify>

export const InboxVerifyInput = InboxVerify.extend({
  secretOf: z.string().optional().meta({ description: 'Takes over what this registration signs with now, in place of `secret`: to go on after a rotation, without telling the secret.' }),
}).meta({ id: 'InboxVerifyInput' })
export type InboxVerifyInput = z.infer<typeof InboxVerifyInput>

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, 63 at most')
  .meta({ description: 'First segment of its URL.' })

export const Inbox = z
  .object({
    seq: Seq,
    id: z.string(),
    name,
    url: z.string().nullable().meta({ description: 'Null while the inbox listener is down.' }),
    tlsUrl: z.string().nullable().meta({ description: 'The same over TLS, by a certificate of the workspace\'s own authority.' }),
    verify: InboxVerify.nullable(),
    respond: Strip.meta({ description: 'Answers in turn; the last one stays.' }),
    answered: z.int().meta({ description: 'Requests answered from `respond` since it was set.' }),
    rules: z.array(Rule.extend({ answered: z.int().meta({ description: 'Requests it has answered since it was set.' }) })).meta({ description: 'Come before `respond`: the first that holds answers.' }),
    seed: z.int().meta({ description: 'Fixes what is drawn: chances and delays.' }),
    captureCount: z.int(),
    createdAt: Time,
  })
  .meta({ id: 'Inbox' })
export type Inbox = z.infer<typeof Inbox>

const seed = z.int().min(0).max(2 ** 32 - 1)

export const InboxCreate = z
  .object({
    name: name.optional().meta({ description: 'Absent: a free one is chosen.' }),
    verify: InboxVerifyInput.nullable().optional(),
    respond: StripInput.optional().meta({ description: 'Default: 200. Or as text: `503 x2 | hang | 200`.' }),
    rules: z.array(RuleInput).max(50).optional().meta({ description: 'Or each as text: `POST path "/a/*" chance 20%: 503 | 200`.' }),
    seed: seed.optional(),
  })
  .meta({ id: 'InboxCreate' })
export const InboxChange = z
  .object({
    verify: InboxVerifyInput.nullable().optional().meta({ description: 'Null: no longer. A secret or a description that is left out stays while the scheme does.' }),
    respond: StripInput.optional().meta({ description: 'Starts all strips again with their first answer. Or as text.' }),
    rules: z.array(RuleInput).max(50).optional().meta({ description: 'Starts all strips again.' }),
    seed: seed.optional(),
  })
  .meta({ id: 'InboxChange' })

/** Where a capture came from that was not received here. */
export const Imported = z.object({ at: Time, format: z.string(), file: z.string().nullable().meta({ description: 'Name of the file.' }) }).meta({ id: 'Imported' })
export type Imported = z.infer<typeof Imported>

export const CaptureSummary = z
  .object({
    seq: Seq,
    id: z.string(),
    inboxId: z.string(),
    receivedAt: Time,
    method: z.string(),
    target: z.string().meta({ description: 'Path and query as on the request line.' }),
    size: z.int().meta({ description: 'Bytes of the body.' }),
    verdict: z.object({ ok: z.boolean(), summary: z.string() }).nullable(),
    answerStatus: z.int().nullable().meta({ description: 'Null when there was no answer, or none yet.' }),
    did: z.string().nullable().meta({ description: 'What the inbox does to it, as text, where that is more than a plain answer at once.' }),
    open: z.boolean().meta({ description: 'It is still being answered, or waits to be answered by hand.' }),
    fault: z.string().nullable().meta({ description: 'Why the request is incomplete; null when it came whole.' }),
    imported: Imported.nullable().meta({ description: 'Null when it was received here.' }),
  })
  .meta({ id: 'CaptureSummary' })
export type CaptureSummary = z.infer<typeof CaptureSummary>

/** How an answer was chosen. Places and numbers count from 1. */
export const Why = z
  .object({
    rule: z.object({ number: z.int(), when: z.string() }).nullable().meta({ description: 'The rule that held; null: none did, or there are none.' }),
    passed: z.array(z.object({ number: z.int(), because: z.string() })).meta({ description: 'Rules before it, and the first condition of each that did not hold.' }),
    place: z.int().meta({ description: 'Which answer of the strip.' }),
    of: z.int().nullable().meta({ description: 'Answers in the strip. Null where that was not kept.' }),
    turn: z.int().nullable().meta({ description: 'Which request to that strip this was. Null where that was not kept.' }),
    drawn: z.number().nullable().meta({ description: "What was drawn against the rule's chance, from 0 to 1." }),
    delayMs: z.number().nullable(),
  })
  .meta({ id: 'Why' })
export type Why = z.infer<typeof Why>

/** How an exchange ended. */
export const SentEnd = z.enum(['complete', 'closed', 'half_closed', 'reset', 'peer_closed', 'limit', 'stopped', 'interrupted']).meta({
  id: 'SentEnd',
  description: 'complete: the whole answer was handed to the network. closed, half_closed, reset: by the inbox, as it was told. peer_closed: the sender went first. limit: ours was reached. stopped: by the end of the program. interrupted: the program died.',
})
export type SentEnd = z.infer<typeof SentEnd>

/** In words. */
export const SENT_ENDS: Readonly<Record<SentEnd, string>> = {
  complete: 'sent whole',
  closed: 'closed by the inbox',
  half_closed: 'half closed by the inbox',
  reset: 'reset by the inbox',
  peer_closed: 'the sender closed first',
  limit: 'ended at a limit of Hookwright',
  stopped: 'ended when Hookwright stopped',
  interrupted: 'cut off when Hookwright died',
}

/** What a target was sent, and what came of it. The body is that of the capture. */
export const Forwarded = z
  .object({
    url: z.string(),
    headers: Headers.meta({ description: 'As they were sent.' }),
    status: z.int().nullable().meta({ description: 'Of the answer of the target; null when there was none.' }),
    ms: z.number().meta({ description: 'Milliseconds of real time until its answer was whole, or the call was given up.' }),
    error: z.string().nullable().meta({ description: 'Why its answer could not be passed on.' }),
  })
  .meta({ id: 'Forwarded' })
export type Forwarded = z.infer<typeof Forwarded>

/** What really left. Times are milliseconds since the request was on record, of the clock. */
export const Sent = z
  .object({
    end: SentEnd,
    bytes: z.int().meta({ description: 'Handed to the network, headers included.' }),
    interim: z.array(z.int()),
    firstByteMs: z.number().nullable(),
    endMs: z.number(),
    byHand: z.boolean(),
    forwarded: Forwarded.optional().meta({ description: 'Where it was forwarded; absent: nowhere.' }),
  })
  .meta({ id: 'Sent' })
export type Sent = z.infer<typeof Sent>

export const Capture = CaptureSummary.extend({
  httpVersion: z.string(),
  headers: Headers,
  body: Body,
  peer: z.string(),
  durationMs: z.number().meta({ description: 'From the end of the headers to the end of the body.' }),
  answer: z.object({ status: z.int(), headers: Headers, body: Body }).nullable(),
  verdict: Verdict.nullable(),
  why: Why.nullable().meta({ description: 'Why this answer; null when it took none of the inbox.' }),
  sent: Sent.nullable().meta({ description: 'What really left; null while it is open, and for a plain answer at once, which left as `answer` says.' }),
}).meta({ id: 'Capture' })
export type Capture = z.infer<typeof Capture>
