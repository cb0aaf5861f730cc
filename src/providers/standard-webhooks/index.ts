import { defineProvider } from '../provider.ts'
import { DEFAULT_ACCOUNT, ENTITY_KINDS, entityTitle, parseEntity, seedEntities } from './account.ts'
import { ACTIONS, runAction } from './actions.ts'
import { address } from './audience.ts'
import { complete, sample, TRIGGERS } from './catalog.ts'
import { EMULATOR } from './emulator.ts'
import { build, messageId } from './envelope.ts'
import { claims } from './claims.ts'
import { inspect, read } from './inspect.ts'
import { POLICY } from './policy.ts'
import { RULES } from './rules.ts'
import { checkRegistration, facts, FIELDS, SECRET_FIELD, Settings } from './settings.ts'
import { SNIPPETS } from './snippets.ts'

export default defineProvider<Settings>({
  id: 'standard-webhooks',
  title: 'Standard Webhooks',
  description: 'The open specification that many providers follow: endpoints choose event types and are signed with a secret or an ed25519 key, old and new side by side during a rotation.',
  signs: true,
  verification: { scheme: 'standard-webhooks', fields: [SECRET_FIELD] },
  snippets: SNIPPETS,
  policy: POLICY,
  rules: RULES,
  account: { kind: 'account', title: 'Account', registrationsPerAccount: null, defaultId: DEFAULT_ACCOUNT },
  settings: Settings,
  fields: FIELDS,
  triggerKey: null,
  checkRegistration,
  facts,
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
  entityChanged: () => [],
  actions: ACTIONS,
  runAction,
  sync: null,
  emulator: EMULATOR,
})
