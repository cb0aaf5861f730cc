import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import { test as base, expect } from '@playwright/test'
import type { Page, ViewportSize } from '@playwright/test'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { Inbox } from '#contract/inbox.ts'
import type { Registration } from '#contract/registration.ts'
import { DeliveriesPage } from './pages/deliveries-page.ts'
import { FramePage } from './pages/frame-page.ts'
import { startProgram } from './program.ts'
import type { Program } from './program.ts'

export const SIGNING_KEY = 'e2e signing key'

/** What most stories begin with: an inbox that verifies, and an application whose webhook points at it. */
export interface Members {
  readonly inbox: Inbox
  readonly registration: Registration
  /** Raises one event and answers its delivery as it was then. */
  fire(trigger?: string, data?: Record<string, string | number>): Promise<DeliverySummary>
  fireMany(times: number): Promise<void>
  /** The same inbox with another answer from now on. */
  answer(status: number, body?: string): Promise<void>
  /** Resolves when the delivery has that status, asking the API. */
  until(id: string, status: DeliverySummary['status']): Promise<void>
}

interface Fixtures {
  /** The built program with a data directory of its own, ended after the test. */
  program: Program
  members: Members
  frame: FramePage
  deliveries: DeliveriesPage
  /** Nothing was reported to the console and nothing was thrown; checked after every test. */
  quiet: void
}

export const test = base.extend<Fixtures>({
  // The names that the contract has for this parameter are all used up by the pages.
  program: async ({}, use) => {
    const program = await startProgram()
    await use(program)
    await program.stop()
  },
  members: async ({ program }, use) => use(await membersOf(program)),
  frame: async ({ page, program }, use) => use(new FramePage(page, program)),
  deliveries: async ({ page, program }, use) => use(new DeliveriesPage(page, program)),
  quiet: [
    async ({ page }, use) => {
      const said: string[] = []
      page.on('pageerror', (error) => said.push(`thrown: ${error.message}`))
      page.on('console', (message) => {
        // A refused or cut connection is what some tests are about; the browser reports it whatever the page does.
        if (['error', 'warning'].includes(message.type()) && !/Failed to load resource|net::ERR/.test(message.text())) said.push(`${message.type()}: ${message.text()}`)
      })
      await use()
      expect(said).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

async function membersOf({ client }: Program): Promise<Members> {
  const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: SIGNING_KEY } } })
  const registration = await client.call('createRegistration', { body: { provider: 'members', url: inbox.url ?? '', settings: { secret: SIGNING_KEY } } })
  return {
    inbox,
    registration,
    fire: async (trigger = 'person.updated', data = {}) => {
      const fired = await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger, data } })
      const [delivery] = fired.deliveries
      if (!delivery) throw new Error(`${trigger} made no delivery: ${JSON.stringify(fired.skipped)}`)
      return delivery
    },
    fireMany: async (times) => void (await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times } })),
    answer: async (status, body) => void (await client.call('changeInbox', { params: { id: inbox.id }, body: { respond: [{ status, body }] } })),
    until: async (id, status) => {
      await expect.poll(async () => (await client.call('getDelivery', { params: { id } })).status).toBe(status)
    },
  }
}

export const WIDE = { width: 1440, height: 900 } as const
const SIZES = [{ width: 1024, height: 700 }, WIDE] as const
/** Without its comments: each page that is looked at has to read it. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong with what is on screen, at both sizes, unless told others, and in both colour schemes, in a form that a failed test shows well.
 * It leaves the page light, and of the last size. The page is worn in every look, not loaded in each, for most of a test is getting there.
 */
export async function violations(page: Page, sizes: readonly ViewportSize[] = SIZES): Promise<string[]> {
  const found: string[] = []
  // Once for all looks at a page, and by itself: there are no frames, which all other ways of running it look for first.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      // Every other rule reads the structure, which the colours don't change.
      const { violations } = await page.evaluate(runAxe, colorScheme === 'dark' ? ['color-contrast'] : null)
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${colorScheme} at ${size.width}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`)))
    }
  }
  return found
}

/** Runs in the page. @param rules these alone; null: all that are on by default. */
const runAxe = (rules: string[] | null): Promise<AxeResults> =>
  (window as unknown as { axe: typeof axe }).axe.run(document, { reporter: 'no-passes', resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) })
