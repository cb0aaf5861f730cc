/** Receivers with a bug on purpose: the tests that a reader of the documentation would write find each of them, by its own name. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunningHookwright } from '#testing/index.ts'
import { startHookwright } from '#testing/index.ts'

/** Examples are plain modules, without types. */
const example = async (name: string): Promise<Record<string, unknown>> => (await import(new URL(`../../examples/receivers/${name}`, import.meta.url).href)) as Record<string, unknown>

interface Receiver {
  readonly url: string
  readonly taken: readonly unknown[]
  close(): unknown
}
type Start = (options: { signingKey?: string; secret?: string; bug?: string }) => Promise<Receiver>
type Checks = Readonly<Record<string, (given: object) => Promise<void>>>

const { membersChecks } = (await example('members-checks.mjs')) as { membersChecks: Checks }
const { dezrezChecks } = (await example('dezrez-checks.mjs')) as { dezrezChecks: Checks }
const { MEMBERS_BUGS, DEZREZ_BUGS } = (await example('store.mjs')) as { MEMBERS_BUGS: string[]; DEZREZ_BUGS: string[] }
const withExpress = (await example('express.mjs')) as { startMembers: Start; startDezrez: Start }
const withFastify = (await example('fastify.mjs')) as { startMembers: Start; startDezrez: Start }

const signingKey = 'a key that both know'
let hw: RunningHookwright
beforeAll(async () => void (hw = await startHookwright({ persons: 5 })))
afterAll(() => hw.close())

const register = {
  members: (url: string) => hw.members.register({ url, signingKey }),
  dezrez: (url: string) => hw.dezrez.register({ url, trigger: 'PersonChangedSubscriptionNotification' }),
}

/** Names of the checks that a receiver fails. */
async function failed(provider: keyof typeof register, start: Start, checks: Checks, bug: string): Promise<string[]> {
  const failures: string[] = []
  // What waits for a slow one in each of them takes as long as it does.
  const tried = Object.entries(checks).filter(([does]) => bug !== 'is slow' || FOUND_BY[bug]?.test(does))
  for (const [does, check] of tried) {
    await hw.reset()
    const receiver = await start({ signingKey, secret: 'a-long-secret-in-the-address', bug })
    onTestFinished(() => void receiver.close())
    const registration = await register[provider](receiver.url)
    await check({ hw, receiver, registration }).catch(() => failures.push(does))
  }
  return failures
}

/** The check that is there for a bug, by which it has to be found. */
const FOUND_BY: Readonly<Record<string, RegExp>> = {
  'checks no signature': /^refuses what somebody else has signed$/,
  'lets anybody in': /^lets nobody in/,
  'takes twice': /^takes a message once that comes twice$/,
  'is slow': /^answers at once/,
  'answers wrongly': /^answers at once/,
}

describe.each([
  ['Express', withExpress],
  ['Fastify', withFastify],
])('a receiver with %s', (_, { startMembers, startDezrez }) => {
  const cases = [
    ...['none', ...MEMBERS_BUGS].map((bug) => ['Members', bug, () => failed('members', startMembers, membersChecks, bug)] as const),
    ...['none', ...DEZREZ_BUGS].map((bug) => ['Dezrez', bug, () => failed('dezrez', startDezrez, dezrezChecks, bug)] as const),
  ]
  test.each(cases)('of %s, its bug: %s', async (_provider, bug, failures) => {
    const found = await failures()
    // A wrong status is in the way of everything that waits for a right one.
    if (bug !== 'answers wrongly') expect(found.filter((name) => FOUND_BY[bug]?.test(name) !== true), 'nothing else is complained of').toEqual([])
    expect(found.some((name) => FOUND_BY[bug]?.test(name)), found.join('; ')).toBe(bug !== 'none')
  })
})

test('the same checks under node:test, as a project of yours would have them', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', 'examples/receivers/members.test.mjs'], { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' })
  expect(status, stdout + stderr).toBe(0)
  expect(stdout).toMatch(/pass 4\n/)
})
