/**
 * `hookwright/testing`: a Hookwright of its own for each test file or test, in this process, on free ports, its data gone afterwards.
 * Time is virtual unless asked otherwise: nothing is waited for that could be moved on to.
 */
import { checkNode } from './node-version.ts'
import type { RunningHookwright, TestOptions } from './running.ts'

export type { AnyProvider, ProviderShape, RegisterOptions, TestEntities, TestProvider, TestRegistration } from './provider.ts'
export type { TestCapture } from './capture.ts'
export type { TestDelivery } from './delivery.ts'
export type { Expected, InboxOptions, Predicate, TestInbox } from './inbox.ts'
export type { Duration } from './duration.ts'
export type { Where } from '#contract/expectation.ts'
export type { ProviderTypes } from './provider-types.ts'
export type { Configured, RunningHookwright, Snapshot, TestConfig, TestOptions } from './running.ts'
export { ExpectationError } from './failure.ts'
export { connectHookwright, type TestClock, type TestHookwright } from './hookwright.ts'
export { ProblemError } from '#contract/problem.ts'

/** @throws Error when this Node is too old, with what to do. */
export async function startHookwright(options: TestOptions = {}): Promise<RunningHookwright> {
  checkNode()
  // Loaded only now: an old Node would crash on what it needs.
  const { createWorkbench } = await import('./workbench.ts')
  return createWorkbench(options)
}
