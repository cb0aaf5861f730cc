// npx vitest run --root examples vitest.test.mjs
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHookwright } from 'hookwright/testing'
import { startReceiver } from './receiver.mjs'

const signingKey = 'a key that both know'
let hw, receiver

beforeAll(async () => {
  hw = await startHookwright()
  receiver = await startReceiver({ signingKey })
  await hw.members.register({ url: receiver.url, signingKey })
})
afterAll(async () => {
  receiver.close()
  await hw.close()
})

test('a person that changed is kept, and acknowledged at once', async () => {
  const delivery = await hw.members.trigger('person.updated', { personID: 54512, firstName: 'Ada' })
  expect(await delivery.settled()).toMatchObject({ status: 'acknowledged', attemptCount: 1 })
  expect(receiver.persons.get(54512)).toMatchObject({ firstName: 'Ada' })
})

test('what the receiver was away for comes when it is back', async () => {
  // An inbox in its place answers as it is told to.
  const inbox = await hw.inbox('away', { verify: { scheme: 'members', secret: signingKey }, respond: '503 x2 | 200' })
  const [registration] = (await hw.client.call('listRegistrations')).items
  await hw.client.call('changeRegistration', { params: { id: registration.id }, body: { url: inbox.url } })
  const delivery = await hw.members.trigger('person.updated')
  expect((await delivery.settled({ within: '1m' })).status).toBe('acknowledged')
  await inbox.expect({ sequence: [{ answered: 503, verified: true }, { answered: 503 }, { answered: 200 }] })
})
