// node --test examples/node-test.test.mjs
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startHookwright } from 'hookwright/testing'
import { startReceiver } from './receiver.mjs'

const signingKey = 'a key that both know'
let hw, receiver, registration

before(async () => void (hw = await startHookwright()))
after(() => hw.close())

beforeEach(async (context) => {
  await hw.reset()
  receiver = await startReceiver({ signingKey })
  context.after(() => receiver.close())
  registration = await hw.members.register({ url: receiver.url, signingKey })
})

test('a person that changed is kept, and acknowledged at once', async () => {
  const delivery = await hw.members.trigger('person.updated', { personID: 54512, firstName: 'Ada' })
  const { status, attempts } = await delivery.settled()
  assert.deepEqual([status, attempts.length], ['acknowledged', 1])
  assert.equal(receiver.persons.get(54512).firstName, 'Ada')
})

test('the same message twice is taken once', async () => {
  const delivery = await hw.members.trigger('person.updated')
  await delivery.settled()
  const again = await delivery.replay({ newIds: false })
  assert.equal((await again.settled()).status, 'acknowledged')
  assert.equal(receiver.taken(), 1)
})

test('a message that somebody else signed is refused', async () => {
  await registration.change({ settings: { secret: 'another key' } })
  const delivery = await hw.members.trigger('person.updated')
  await hw.idle()
  const [attempt] = (await delivery.get()).attempts
  assert.equal(attempt.response.statusCode, 401)
  assert.equal(receiver.taken(), 0)
})
