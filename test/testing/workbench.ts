/** `startHookwright` of `hookwright/testing`, closed when the test is over. */
import { onTestFinished, vi } from 'vitest'
import { startHookwright, type RunningHookwright, type TestOptions } from '#testing/index.ts'

// The first of a process loads the whole engine; on a busy machine that takes seconds.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

export async function workbench(options: TestOptions = {}): Promise<RunningHookwright> {
  const hw = await startHookwright({ persons: 5, clockStart: '2026-03-01T12:00:00Z', logLevel: 'silent', ...options })
  onTestFinished(hw.close)
  return hw
}

/** What a failed expectation says. */
export const failure = (expectation: Promise<unknown>): Promise<string> =>
  expectation.then(
    () => '',
    (error: unknown) => (error instanceof Error && error.name === 'ExpectationError' ? error.message : String(error)),
  )
