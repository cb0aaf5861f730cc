/** `startHookwright` of `hookwright/testing`, closed when the test is over. */
import { onTestFinished } from 'vitest'
import { startHookwright, type RunningHookwright, type TestOptions } from '#testing/index.ts'

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
