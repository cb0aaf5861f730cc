/** Hookwright can't start as it was asked to: one sentence that says why and what to do, and the exit code for a command. */
export class StartError extends Error {
  override readonly name: string = 'StartError'
  /** 2: asked for what can't be had (port, directory, flag). */
  readonly exitCode = 2
}
