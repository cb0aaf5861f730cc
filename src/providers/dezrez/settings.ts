import type { Field } from '#contract/provider.ts'
import type { Difference } from '#contract/registration.ts'
import { z } from 'zod'
import { parseWebhookUrl, reachOf } from '../webhook-url.ts'
import { checkConditions, FILTERABLE } from './filter.ts'
import { ROWS } from './triggers.ts'

const NAMES = ROWS.map(([name]) => name)

export const Settings = z
  .strictObject({
    /** A webhook is on one trigger, and gets what is raised below it too. */
    trigger: z.enum(NAMES as [string, ...string[]], { error: 'the name of a trigger is required' }),
    /** Ours: `PersonId=1234`; empty lets everything through. */
    filter: z.array(z.string().max(500)).max(100).default([]),
  })
  .superRefine(({ trigger, filter }, context) => {
    for (const message of checkConditions(trigger, filter)) context.addIssue({ code: 'custom', path: ['filter'], message })
  })
export type Settings = z.infer<typeof Settings>

export const FIELDS: Field[] = [
  {
    key: 'trigger',
    label: 'Trigger',
    type: 'enum',
    options: NAMES,
    required: true,
    help: 'The webhook gets what this trigger raises, and everything below it.',
    source: 'documented',
  },
  {
    key: 'filter',
    label: 'Filter',
    type: 'strings',
    options: FILTERABLE.map((name) => `${name}=`),
    default: [],
    help: 'Conditions such as PersonId=1234 on properties that the catalogue flags for filters. Several values of one property: any of them; several properties: all of them.',
    source: 'extension',
  },
]

/** Any full http(s) URL is taken: the documentation asks for nothing else, but calls from the internet. */
export function checkRegistration({ url }: { url: string }): Difference[] {
  const { hostname } = parseWebhookUrl(url)
  const reach = reachOf(hostname)
  if (reach !== 'loopback' && reach !== 'private') return []
  return [{ rule: 'public', message: `Production calls from the internet; ${hostname} is ${reach === 'loopback' ? 'this machine' : 'in a private network'}.`, source: 'assumed' }]
}
