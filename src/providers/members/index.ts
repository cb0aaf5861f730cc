import { defineProvider } from '../provider.ts'
import { ACTIONS, runAction } from './actions.ts'
import { DEFAULT_APPLICATION } from './application.ts'
import { address } from './audience.ts'
import { complete, sample, TRIGGERS } from './catalog.ts'
import { EMULATOR } from './emulator.ts'
import { ENTITY_KINDS, entityChanged, entityTitle, parseEntity, seedEntities } from './entities.ts'
import { build, messageId, subscriptionOf } from './envelope.ts'
import { claims, inspect, read } from './inspect.ts'
import { POLICY } from './policy.ts'
import { RULES } from './rules.ts'
import { checkRegistration, FIELDS, SECRET_FIELD, Settings } from './settings.ts'
import { SNIPPETS } from './snippets.ts'
import { SYNC } from './sync.ts'

export default defineProvider<Settings>({
  id: 'members',
  title: 'Members',
  description: 'The Members System: tells an application of every change to a person that it may see, signed with its Signing Key.',
  signs: true,
  verification: { scheme: 'members', fields: [SECRET_FIELD] },
  snippets: SNIPPETS,
  policy: POLICY,
  rules: RULES,
  account: { kind: 'application', title: 'Application', registrationsPerAccount: 1, defaultId: DEFAULT_APPLICATION },
  settings: Settings,
  fields: FIELDS,
  triggerKey: null,
  checkRegistration,
  facts: ({ account }) => [{ key: 'subscription', label: 'Subscription', value: subscriptionOf(account), help: 'What its messages say of where they come from.', source: 'assumed' }],
  triggers: TRIGGERS,
  sample,
  complete,
  warnings: () => [],
  address,
  messageId,
  build,
  inspect,
  read,
  claims,
  entityKinds: ENTITY_KINDS,
  seedEntities,
  parseEntity,
  entityTitle,
  entityChanged,
  actions: ACTIONS,
  runAction,
  sync: SYNC,
  emulator: EMULATOR,
})
