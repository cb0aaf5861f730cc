/** Who gets what of an event: the webhooks of its agency that are on its trigger or on one above it. */
import { jsonText } from '#contract/json-text.ts'
import type { Addressed, Raised, RegistrationData, World } from '../provider.ts'
import { readAgency } from './agency.ts'
import { lineage, propertiesOf } from './catalog.ts'
import { unmetCondition } from './filter.ts'
import type { Settings } from './settings.ts'
import { INT } from './triggers.ts'

/** The payload is the contract of the trigger that was raised, whichever trigger the webhook is on (assumed). */
export function address(raised: Raised, { account, settings }: Pick<RegistrationData<Settings>, 'account' | 'settings'>, world: World): Addressed {
  const agency = readAgency(world, account)
  if (!agency) return { skip: `There is no agency ${account}.` }
  if (!agency.webhooksEnabled) return { skip: `Webhooks are not enabled for agency ${account}.` }
  if (!lineage(raised.trigger).some(([name]) => name === settings.trigger)) return { skip: `It is on ${settings.trigger}, which is not above this trigger.` }
  const { AgencyId } = raised.data
  // An event without a readable agency is somebody's experiment: nobody is left out then.
  if ((typeof AgencyId === 'number' || typeof AgencyId === 'bigint' || typeof AgencyId === 'string') && String(AgencyId) !== account) {
    return { skip: `The event is one of agency ${AgencyId}, and this is a webhook of agency ${account}.` }
  }
  const unmet = unmetCondition(settings.filter, raised.data)
  if (unmet !== undefined) return { skip: `Its filter lets only ${unmet} through.` }
  return { payload: jsonText(raised.data), subject: subjectOf(raised) }
}

/** `PersonId 1234`: the first id among the properties. */
function subjectOf({ trigger, data }: Raised): string {
  const name = propertiesOf(trigger).find(([name, type]) => type === INT && data[name] !== undefined)?.[0]
  return name === undefined ? '' : `${name} ${jsonText(data[name] ?? null).slice(0, 100)}`
}
