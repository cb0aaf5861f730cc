import { ProblemError } from '#contract/problem.ts'
import { defineProvider } from '../provider.ts'
import { DEFAULT_AGENCY, ENTITY_KINDS, entityTitle, parseEntity, seedEntities } from './agency.ts'
import { address } from './audience.ts'
import { complete, sample, TRIGGERS } from './catalog.ts'
import { EMULATOR } from './emulator.ts'
import { build, messageId } from './envelope.ts'
import { inspect, read } from './inspect.ts'
import { POLICY } from './policy.ts'
import { RULES } from './rules.ts'
import { checkRegistration, FIELDS, Settings } from './settings.ts'
import { SNIPPETS } from './snippets.ts'

export default defineProvider<Settings>({
  id: 'dezrez',
  title: 'Dezrez',
  description: 'The Dezrez Core API: one webhook for each trigger and agency. A webhook on a trigger gets everything that is raised below it; nothing is signed.',
  signs: false,
  verification: null,
  snippets: SNIPPETS,
  policy: POLICY,
  rules: RULES,
  account: { kind: 'agency', title: 'Agency', registrationsPerAccount: null, defaultId: DEFAULT_AGENCY },
  settings: Settings,
  fields: FIELDS,
  triggerKey: 'trigger',
  checkRegistration,
  facts: () => [],
  triggers: TRIGGERS,
  sample,
  complete,
  warnings: () => [],
  address,
  messageId,
  build,
  inspect,
  read,
  claims: () => [],
  entityKinds: ENTITY_KINDS,
  seedEntities,
  parseEntity,
  entityTitle,
  entityChanged: () => [],
  actions: [],
  runAction(action) {
    throw new ProblemError('not_found', `Dezrez has no action "${action}": its webhooks have no buttons.`)
  },
  sync: null,
  emulator: EMULATOR,
})
