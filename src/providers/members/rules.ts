/** The provider's behaviour in words, each rule with who says so. The README has the same with the wording of its sources. */
import type { Rule } from '#contract/provider.ts'

const documented = (id: string, label: string, value: string, more: Partial<Rule> = {}): Rule => ({ id, label, value, source: 'documented', ...more })
/** An assumption always says what it rests on. */
const assumed = (id: string, label: string, value: string, note: string, more: Partial<Rule> = {}): Rule => ({ id, label, value, source: 'assumed', note, ...more })

export const RULES: Rule[] = [
  documented('ackCodes', 'Acknowledged by', '102, 200, 201, 202, 204', { note: 'Any other status is a negative acknowledgement: 203, 206, redirects, 4xx and 5xx too.' }),
  assumed('interimAckCodes', 'Acknowledged at once by', 'an interim 102 Processing', 'The list of acknowledging codes has 102 in it, which is an interim status: whatever follows it no longer matters.'),
  documented('deadlineMs', 'Acknowledgement deadline', '600 s', { note: 'Cannot be changed for a subscription or a message.' }),
  assumed('retry', 'Sent again after', '10, 20, 40, 80, 160, 320, 600, 600 ... s', 'Documented are an increasing interval from 10 s to 600 s; that it doubles is assumed.'),
  documented('horizonMs', 'Given up', '7 days after publishing'),
  assumed('maxAttempts', 'Most attempts', 'no limit but the 7 days', 'No number of attempts is documented.'),
  assumed('jitter', 'Jitter', 'none', 'None is documented.'),
  assumed('retryAfter', 'Retry-After', 'not looked at', 'Only the status is documented to count.'),
  assumed('disableCodes', 'Disabled by', 'no status', 'None is documented: a webhook is removed by its owner alone.'),
  assumed('throttleCodes', 'Slowed down by', 'no status', 'None is documented: every negative acknowledgement counts alike.'),
  assumed('window', 'Calls at once', '100', 'As fast as the system can scale, the documentation says; the queue behind it adapts the number to the answers, which can be chosen here.'),
  assumed('ordered', 'Strict order', 'no', 'Pub/Sub push promises no order; other messages keep flowing while one waits.'),
  documented('failures', 'Sent again as well', 'no answer by the deadline', { note: 'A refused or reset connection, a DNS and a TLS failure count likewise; those are assumed.' }),
  assumed('redirects', 'Redirects', 'never followed', 'A 3xx is not in the list of acknowledging codes.'),
  documented('https', 'Protocol', 'https', { strictOnly: true, note: 'Otherwise plain http is let through for this machine and private networks.' }),
  documented('public', 'Endpoint', 'publicly accessible', { strictOnly: true, note: 'Judged by the name alone; otherwise this machine and private networks may be called.' }),
  assumed('host-name', 'Host', 'a name, not an IP address', 'Follows from the certificate, which authorities hardly give to addresses.', { strictOnly: true }),
  documented('certificate', 'Certificate', 'valid, signed by a certificate authority', { note: 'A certificate that is not trusted fails the attempt.' }),
  documented('url', 'URL', 'fully valid, with its protocol; posted to exactly as it was given', { note: 'Nothing is added or removed.' }),
  documented('remove', 'Removing the webhook', 'set its URL to the empty string', { note: 'That its signing key is forgotten with it is assumed.' }),
  documented('signing-key', 'Signing Key', 'required'),
  assumed('incomplete', 'URL or signing key alone', 'kept, but nothing is sent until both are there', 'Both are required and the documentation sets them by separate requests.'),
  documented('url-change', 'A changed URL takes effect', 'at once here; within 2 minutes in production', { note: 'The delay is documented; it is not imitated.' }),
  assumed('one-webhook', 'Webhooks per application', '1', 'The API and the page have one URL for an application.'),
  documented('envelope', 'Body', '{message: {attributes: {hash}, data, messageId, message_id, publishTime, publish_time}, subscription}', {
    note: 'The order of the keys is that of the documentation, too; the content type application/json is assumed.',
  }),
  documented('data', 'message.data', 'base64 of a JSON text: an array that holds the person'),
  documented('hash', 'message.attributes.hash', 'base64 of HMAC-SHA256 of the text that data decodes to, keyed with the signing key as UTF-8'),
  assumed('message-id', 'messageId', '16 digits, the same in every attempt', 'Stable as in the queue service behind it, Google Cloud Pub/Sub until 2021.'),
  assumed('subscription', 'subscription', 'projects/members/subscriptions/application-<id>', 'The documentation shows only that it is an id; the form is that of Pub/Sub.'),
  assumed('order', 'Order and repetition', 'at least once, in no promised order', 'As Pub/Sub push does it.'),
  documented('entities', 'What raises messages', 'persons only; one message for each change', { note: 'Messages do not say whether a person was created, updated or deleted.' }),
  { id: 'deleted', label: 'A deleted person', value: 'is sent as it was last', source: 'extension', note: 'The provider documents no message for it.' },
  documented('scopes', 'Fields', 'those of scopes that are approved for the application and consented to by the person'),
  assumed('unseen', 'Nothing consented', 'no message at all', 'Documented is only that fields without consent are not given.'),
  assumed('empty-fields', 'A field without a value', 'is null; a field outside the scopes is absent', 'Documented is that properties are removed according to scopes.'),
  documented('sync', 'Sync Data', 'pushes every person that the application may see', { note: 'One person per message and the API route for it are assumed; larger batches are our extension.' }),
  documented('sync-interval', 'Request interval for data sync', 'requests of a sync are never closer together', { note: 'With 0 they go as fast as they can. The unit, milliseconds, is assumed.' }),
  documented('run-test', 'Run Test', 'posts the person of the user who is logged in', { note: 'Here: the current user of the application. The API route for it is our extension.' }),
]
