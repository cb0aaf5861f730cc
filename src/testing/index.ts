/**
 * `hookwright/testing`: a Hookwright of its own for each test file or test, in this process, on free ports, its data gone afterwards.
 * Time is virtual unless asked otherwise: nothing is waited for that could be moved on to.
 */
import { connectHookwright, type TestHookwright } from './hookwright.ts'
import { checkNode } from './node-version.ts'

export type { AnyProvider, ProviderShape, RegisterOptions, TestEntities, TestProvider, TestRegistration } from './provider.ts'
export type { TestCapture } from './capture.ts'
export type { TestDelivery } from './delivery.ts'
export type { Expected, InboxOptions, Predicate, TestInbox } from './inbox.ts'
export type { Duration } from './duration.ts'
export type { ProviderTypes } from './provider-types.ts'
export { ExpectationError } from './failure.ts'
export { connectHookwright, type TestClock, type TestHookwright } from './hookwright.ts'
export { ProblemError } from '#contract/problem.ts'

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

/** @throws Error when this Node is too old, with what to do. */
export async function startHookwright(options: TestOptions = {}): Promise<RunningHookwright> {
  checkNode()
  // Loaded only now: an old Node would crash on what it needs.
  const { createWorkbench } = await import('./workbench.ts')
  return createWorkbench(options)
}
