/** What holds for an endpoint, in words, each rule with who says so. The README has the same with the wording of its sources. */
import type { Rule } from '#contract/provider.ts'

const documented = (id: string, label: string, value: string, note?: string): Rule => ({ id, label, value, source: 'documented', ...(note && { note }) })
/** An assumption always says what it rests on. */
const assumed = (id: string, label: string, value: string, note: string): Rule => ({ id, label, value, source: 'assumed', note })
const extension = (id: string, label: string, value: string, note: string): Rule => ({ id, label, value, source: 'extension', note })

export const RULES: Rule[] = [
  documented('ackCodes', 'Acknowledged by', '200 to 299', 'Any other status is a failure.'),
  assumed('interimAckCodes', 'Acknowledged at once by', 'no interim status', 'None is documented.'),
  assumed('deadlineMs', 'Acknowledgement deadline', '20 s', 'Recommended is somewhere between 15 and 30 s.'),
  documented('retry', 'Sent again after', '5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h', "The specification's example; the first attempt is at once. Counted from the outcome of an attempt, which is assumed."),
  assumed('jitter', 'Jitter', '20 %', 'Some is recommended; how much is not said.'),
  assumed('horizonMs', 'Given up', '5 days after the event', 'The schedule ends before that; it bounds what Retry-After can ask for.'),
  documented('maxAttempts', 'Most attempts', '10', 'As many as the example schedule has.'),
  documented('retryAfter', 'Retry-After', 'a longer wait that the receiver asks for is kept', 'It "should be taken into consideration"; that the longer of both waits counts is assumed.'),
  documented('disableCodes', 'Disabled by', '410', 'The delivery has failed, and the endpoint gets nothing more until it is enabled.'),
  documented('throttleCodes', 'Slowed down by', '429, 502, 504', 'Throttling is recommended; that the whole endpoint waits until the next attempt is assumed.'),
  assumed('window', 'Calls at once', '100', 'No limit is documented.'),
  assumed('ordered', 'Strict order', 'no', 'No order is promised.'),
  documented('redirects', 'Redirects', 'a failure, never followed'),
  assumed('failing', 'An endpoint that fails for long', 'stays enabled', 'Disabling it is recommended, without saying when; here 410 alone does.'),
  documented('https', 'Protocol', 'https is advised', 'Plain http is taken here, and shown as a difference.'),
  documented('public', 'Endpoint', 'outside internal networks', 'Providers are told to block calls into internal networks. Never refused here.'),
  documented('url', 'Fan-out', 'several endpoints may get the same event, each by a delivery of its own'),
  documented('eventTypes', 'Event types', 'an endpoint chooses which it gets', 'That none chosen means all is assumed.'),
  extension('catalogue', 'Catalogue', 'users, invoices, orders, subscriptions', 'The specification names examples alone. The form of the names is documented: identifiers of letters, digits and _ with full stops between.'),
  documented('body', 'Body', '{"type", "timestamp", "data"} as JSON', 'The timestamp is when the event occurred, and stays the same.'),
  documented('id', 'webhook-id', 'the same in every attempt, without a full stop', 'The idempotency key of a receiver. That it is msg_ and 32 hex digits is assumed.'),
  documented('timestamp', 'webhook-timestamp', 'whole seconds of the attempt: each attempt is signed afresh'),
  documented('signature', 'webhook-signature', 'signatures with spaces between, each with its scheme: v1,... or v1a,...'),
  documented('content', 'What is signed', '{id}.{timestamp}.{body}, the body byte for byte'),
  documented('symmetric', 'v1', 'base64 of HMAC-SHA256; the secret is whsec_ and base64 of 24 to 64 bytes'),
  documented('asymmetric', 'v1a', 'base64 of an ed25519 signature; keys are whsk_ (private) and whpk_ (public) and base64', 'That a private key is its 32-byte seed, or 64 bytes with the public half behind it, is assumed.'),
  documented('rotation', 'Rotation', 'old and new secrets sign side by side for a set time', 'How long is not said: 24 hours is assumed, and 10 old secrets at most.'),
  documented('tolerance', 'Tolerance', 'a receiver refuses timestamps that are far from now', 'How far is not said; 5 minutes, as in the published libraries, is assumed.'),
  extension('svix', 'Header names', 'webhook-, svix-, or both', 'The names that Svix sends are signed the same; they are not in the specification.'),
  extension('api', 'API for endpoints', 'as a service like Svix has it, below /api/v1', 'The specification recommends such an API and describes none.'),
]
