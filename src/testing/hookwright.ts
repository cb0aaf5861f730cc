import { createClient, type Client } from '#client/http.ts'
import type { Answered } from '#contract/api.ts'
import type { ClockState } from '#contract/clock.ts'
import type { Ready } from '#contract/ready.ts'
import { milliseconds, type Duration } from './duration.ts'
import { ExpectationError } from './failure.ts'
import { testInbox, type InboxOptions, type TestInbox } from './inbox.ts'
import { PROVIDER_IDS, type ProviderTypes } from './provider-types.ts'
import { testProvider, type TestProvider } from './provider.ts'

export interface TestClock {
  now(): Promise<Date>
  state(): Promise<ClockState>
  /**
   * Moves virtual time: by a duration (`'10s'`, milliseconds), to the next work (`'next'`), until none is left (`'idle'`), or to a Date. Resolves
   * when everything that fell due on the way has settled.
   */
  advance(by: Duration | 'next' | 'idle' | Date): Promise<Answered<'advanceClock'>>
}

/** A Hookwright as tests use it. */
export type TestHookwright = {
  /** Where everything is. */
  readonly ready: Ready
  /** Every route of the control API, typed. */
  readonly client: Client
  readonly clock: TestClock
  /** A new inbox. Without a name it gets a free one. */
  inbox(name?: string, options?: InboxOptions): Promise<TestInbox>
  /** Any provider by its id, those of your own files too; their words are not checked by the compiler. */
  provider(id: string): TestProvider
  /** Resolves when no delivery is on its way; those that wait for their next attempt are not. */
  idle(options?: { within?: Duration }): Promise<void>
} & Typed

type Typed = { readonly [K in keyof ProviderTypes]: TestProvider<ProviderTypes[K]> }

/**
 * A Hookwright that runs already, in this process or another. Nothing is started, so nothing has to be closed.
 * @param patience under a virtual clock: real time for whoever sends or answers from outside. Default 1 s.
 */
export function connectHookwright(ready: Ready, { patience }: { readonly patience?: Duration } = {}): TestHookwright {
  const patienceMs = patience === undefined ? undefined : milliseconds(patience)
  const client = createClient({ url: ready.control, token: ready.token })
  const provider = (id: string): TestProvider => {
    const baseUrl = ready.providers[id]
    if (baseUrl === undefined) throw new TypeError(`There is no provider ${JSON.stringify(id)}. There are: ${Object.keys(ready.providers).join(', ')}.`)
    return testProvider(client, id, baseUrl, patienceMs)
  }
  // What the compiler knows of them is generated from the same folders that answer here.
  const typed = Object.fromEntries(Object.entries(PROVIDER_IDS).map(([name, id]) => [name, provider(id)])) as object as Typed
  return {
    ready,
    client,
    clock: testClock(client, patienceMs),
    inbox: async (name, options = {}) => testInbox(client, await client.call('createInbox', { body: { ...options, name } }), patience),
    provider,
    async idle({ within = '5s' } = {}) {
      const { idle, message } = await client.call('awaitIdle', { body: { withinMs: milliseconds(within), patienceMs } })
      if (!idle) throw new ExpectationError(message ?? 'It is not idle.')
    },
    ...typed,
  }
}

function testClock(client: Client, patienceMs: number | undefined): TestClock {
  const state = (): Promise<ClockState> => client.call('getClock')
  return {
    state,
    now: async () => new Date((await state()).now),
    advance(by) {
      const far = by instanceof Date ? { to: by.toISOString() } : by === 'next' || by === 'idle' ? { to: by } : { ms: milliseconds(by) }
      return client.call('advanceClock', { body: { ...far, patienceMs } })
    },
  }
}
