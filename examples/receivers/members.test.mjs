// node --test examples/receivers/members.test.mjs
import { after, before, beforeEach, test } from 'node:test'
import { startHookwright } from 'hookwright/testing'
import { membersChecks } from './members-checks.mjs'
import { startMembers } from './express.mjs'

const signingKey = 'a key that both know'
let hw, receiver, registration

before(async () => void (hw = await startHookwright()))
after(() => hw.close())

beforeEach(async (context) => {
  await hw.reset()
  receiver = await startMembers({ signingKey })
  context.after(() => receiver.close())
  registration = await hw.members.register({ url: receiver.url, signingKey })
})

for (const [does, check] of Object.entries(membersChecks)) test(does, () => check({ hw, receiver, registration }))
