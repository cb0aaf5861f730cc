// What a receiver of Members has to do, each as a test. `hw` is a workspace of its own, `receiver` what `start` gives.
import assert from 'node:assert/strict'

export const membersChecks = {
  async 'takes a changed person, and acknowledges it'({ hw, receiver }) {
    const delivery = await hw.members.trigger('person.updated', { personID: 54512, firstName: 'Ada' })
    const { status } = await delivery.settled({ within: '1h' })
    assert.equal(status, 'acknowledged')
    assert.equal(receiver.taken[0].firstName, 'Ada')
  },

  async 'answers at once, with a status that Members takes'({ hw }) {
    const delivery = await hw.members.trigger('person.updated')
    const { attempts } = await delivery.settled()
    assert.equal(attempts.length, 1)
  },

  async 'refuses what somebody else has signed'({ hw, receiver, registration }) {
    await registration.change({ settings: { secret: 'another key' } })
    const delivery = await hw.members.trigger('person.updated')
    await hw.idle()
    const [attempt] = (await delivery.get()).attempts
    assert.notEqual(attempt.outcome, 'acknowledged')
    assert.deepEqual(receiver.taken, [])
  },

  async 'takes a message once that comes twice'({ hw, receiver }) {
    const delivery = await hw.members.trigger('person.updated')
    await delivery.settled({ within: '1h' })
    const again = await delivery.replay({ newIds: false })
    assert.equal((await again.settled({ within: '1h' })).status, 'acknowledged')
    assert.equal(receiver.taken.length, 1)
  },
}
