// What a receiver of Dezrez has to do, each as a test. It is registered for PersonChanged, and so for all that is below it.
import assert from 'node:assert/strict'

const CREATED = 'PersonCreatedSubscriptionNotification'

export const dezrezChecks = {
  async 'takes what is below the trigger that it is registered for, and acknowledges it'({ hw, receiver }) {
    const delivery = await hw.dezrez.trigger(CREATED, { PersonId: 9007199254740993n })
    assert.equal((await delivery.settled({ within: '1h' })).status, 'acknowledged')
    assert.equal(receiver.taken.length >= 1, true)
  },

  async 'answers at once, with a status that counts'({ hw }) {
    const delivery = await hw.dezrez.trigger(CREATED)
    const { attempts } = await delivery.settled()
    assert.equal(attempts.length, 1)
  },

  async 'lets nobody in who does not know the address'({ receiver }) {
    const guessed = receiver.url.replace(/[^/]+$/, 'guessed')
    const { status } = await fetch(guessed, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"PersonId":1}' })
    assert.equal(status >= 400, true, `it answered ${status}`)
    assert.deepEqual(receiver.taken, [])
  },

  async 'takes a message once that comes twice'({ hw, receiver }) {
    const delivery = await hw.dezrez.trigger(CREATED)
    await delivery.settled({ within: '1h' })
    // Nothing in it says that it is the same: only its bytes are.
    const again = await delivery.replay({ resign: false })
    await again.settled({ within: '1h' })
    assert.equal(receiver.taken.length, 1)
  },
}
