// npx playwright test --config examples/playwright.config.mjs
import { expect, test as base } from '@playwright/test'
import { startHookwright } from 'hookwright/testing'
import { startReceiver } from './receiver.mjs'

const signingKey = 'a key that both know'

// One Hookwright for each worker, one workspace for each test.
const test = base.extend({
  workbench: [
    async ({}, use) => {
      const hw = await startHookwright()
      await use(hw)
      await hw.close()
    },
    { scope: 'worker' },
  ],
  hw: async ({ workbench }, use) => {
    await workbench.reset()
    await use(workbench)
  },
  receiver: async ({ hw }, use) => {
    const receiver = await startReceiver({ signingKey })
    await hw.members.register({ url: receiver.url, signingKey })
    await use(receiver)
    receiver.close()
  },
})

test('a person that changed is kept, and acknowledged at once', async ({ hw, receiver }) => {
  const delivery = await hw.members.trigger('person.updated', { personID: 54512, firstName: 'Ada' })
  expect((await delivery.settled()).status).toBe('acknowledged')
  expect(receiver.persons.get(54512).firstName).toBe('Ada')
})

test('nothing comes for a person that nobody touched', async ({ hw, receiver }) => {
  await hw.clock.advance('1d')
  expect(receiver.taken()).toBe(0)
})
