/** A Hookwright that a test has started: how, and what can be done with it beyond what any other can. */
import type { TestHookwright } from './hookwright.ts'

export interface TestOptions {
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
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
}

/** A workspace as it was, with everything in it. */
export interface Snapshot {
  /** Its time then; a virtual clock stands there again when it is restored. */
  readonly at: Date
}

export type RunningHookwright = TestHookwright & {
  /** Starts afresh, with other data and no deliveries, under the same URLs. What was made before is gone. */
  reset(): Promise<void>
  /** Everything as it is now, to come back to any number of times, until `close`. */
  snapshot(): Promise<Snapshot>
  /** Back to a snapshot of this Hookwright, under the same URLs. What was on its way then is taken up. */
  restore(snapshot: Snapshot): Promise<void>
  /** Ends what is in flight, frees every port and removes the data. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
