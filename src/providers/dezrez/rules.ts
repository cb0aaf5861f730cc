/** The provider's behaviour in words, each rule with who says so. The README has the same with the wording of its sources. */
import type { Rule } from '#contract/provider.ts'

const documented = (id: string, label: string, value: string, note?: string): Rule => ({ id, label, value, source: 'documented', ...(note && { note }) })
/** An assumption always says what it rests on. */
const assumed = (id: string, label: string, value: string, note: string): Rule => ({ id, label, value, source: 'assumed', note })

const SILENT = 'Retrying is not documented at all.'

export const RULES: Rule[] = [
  assumed('ackCodes', 'Acknowledged by', '200 to 299', 'No status is documented; any success is taken for one.'),
  assumed('interimAckCodes', 'Acknowledged at once by', 'no interim status', 'None is documented.'),
  assumed('deadlineMs', 'Acknowledgement deadline', '30 s', 'None is documented; "in real time" suggests that nobody waits for long.'),
  assumed('retry', 'Sent again after', '10 s, 1 min, 5 min, 30 min', `${SILENT} A bounded ladder, so that a receiver meets a retry and its end.`),
  assumed('jitter', 'Jitter', 'none', SILENT),
  assumed('horizonMs', 'Given up', '24 hours after the event', SILENT),
  assumed('maxAttempts', 'Most attempts', '5', SILENT),
  assumed('retryAfter', 'Retry-After', 'not looked at', SILENT),
  assumed('disableCodes', 'Disabled by', 'no status', 'None is documented: a webhook is deleted by its owner alone.'),
  assumed('throttleCodes', 'Slowed down by', 'no status', 'None is documented.'),
  assumed('window', 'Calls at once', '100', 'In real time, the documentation says; no limit is named.'),
  assumed('ordered', 'Strict order', 'no', 'No order is promised.'),
  assumed('redirects', 'Redirects', 'never followed', 'The webhook is posted to its URL; nothing is said of another.'),
  documented('create', 'Registering', 'POST api/webhook/create/{trigger} with {"WebhookUrl": "..."}: 201 and a Location', 'What the body of the answer holds is assumed: the webhook.'),
  documented('delete', 'Removing', 'DELETE the Location'),
  documented('read', 'Reading', 'GET api/webhook/list, with triggerFilterName; GET api/webhook/{id}'),
  documented('enabled', 'Enabling', "the provider's staff enable webhooks for an agency; until then an error says so", 'Here it is a switch of the agency, off in a fresh --strict workspace. Status 403 is assumed, and that events reach nobody meanwhile.'),
  documented('agency', 'Agency', 'a webhook belongs to one, and gets the events of that agency', 'A token of a flow without a user names it by agencyId, and may name a branchId.'),
  assumed('branch', 'Branch', 'branchId must be one of the agency; webhooks are not limited to it', 'Only the parameter is documented.'),
  assumed('version', 'Rezi-Api-Version', '1, or left out', 'The header is documented with this value; what another does is not.'),
  assumed('errors', 'Errors', '{"Message": "..."} with 400, 401, 403, 404', 'The shape that ASP.NET Web API gives; none is documented.'),
  assumed('public', 'Endpoint', 'publicly reachable', 'Production calls from the internet. It is not asked for by the documentation, so never refused here.'),
  documented('hierarchy', 'Hierarchy', 'a webhook on a trigger gets everything that is raised below it'),
  assumed('contract', 'What an ancestor gets', 'the properties of the trigger that was raised', '"The specific trigger data contract is sent": it names no other.'),
  assumed('each', 'Several webhooks on one chain', 'each gets a delivery of its own', 'Nothing is said of merging them.'),
  documented('body', 'Body', 'one flat JSON object with the properties of the trigger', 'POST and JSON; the content type application/json is assumed.'),
  documented('time', 'Times', 'ISO 8601 UTC with milliseconds'),
  documented('ids', 'Ids', '64-bit integers'),
  documented('changeType', 'ChangeType', 'New, Updated or Deleted'),
  { id: 'filter', label: 'Filter', value: 'a webhook may have conditions on properties that are flagged for filters', source: 'extension', note: 'The flag is documented, and no way to use it for a webhook.' },
  assumed('signature', 'Signature', 'none', 'None is mentioned anywhere.'),
  assumed('types', 'Types of nullable, list and enum properties', 'as .NET prints them', 'Shown are System.Int64, System.DateTime and System.String alone.'),
]
