/** A Hookwright that a test has started: how, and what can be done with it beyond what any other can. */
import type { ConfigFile } from '#contract/config-file.ts'
import type { z } from 'zod'
import type { Duration } from './duration.ts'
import type { TestHookwright } from './hookwright.ts'
import type { TestInbox } from './inbox.ts'
import type { TestRegistration } from './provider.ts'

export interface TestOptions {
  /**
   * A configuration as `serve --config` takes it: its path, or what would stand in it. Its inboxes, registrations and providers are there from
   * the start and after each `reset`; options beside it go before what it says. Its ports, host, token and data directory count for nothing here.
   */
  readonly config?: string | TestConfig
  /** Default `virtual`. */
  readonly clock?: 'real' | 'virtual'
  /** Where a virtual clock starts. Default: now. */
  readonly clockStart?: Date | string
  /** Fixes generated persons, samples and message ids. Default 1. */
  readonly seed?: number
  /** Generated persons. Default 250, as everywhere. */
  readonly persons?: number
  /** Rules that only hold in production. Default false. */
  readonly strict?: boolean
  /** Under a virtual clock: real time for whoever sends or answers from outside. Default 1 s; less, where no code under test takes that long. */
  readonly patience?: Duration
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
}

export type TestConfig = z.input<typeof ConfigFile>

/** What the configuration has made, by the names that it gives. They throw TypeError for a name that it has not. */
export interface Configured {
  inbox(name: string): Promise<TestInbox>
  registration(name: string): TestRegistration
}

/** A workspace as it was, with everything in it. */
export interface Snapshot {
  /** Its time then; a virtual clock stands there again when it is restored. */
  readonly at: Date
}

export type RunningHookwright = TestHookwright & {
  readonly configured: Configured
  /** Starts afresh, with the data of the beginning and no deliveries, under the same URLs. What was made before is gone. */
  reset(): Promise<void>
  /** Everything as it is now, to come back to any number of times, until `close`. */
  snapshot(): Promise<Snapshot>
  /** Back to a snapshot of this Hookwright, under the same URLs. What was on its way then is taken up. */
  restore(snapshot: Snapshot): Promise<void>
  /** Ends what is in flight, frees every port and removes the data. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
