import { CommanderError } from 'commander'
import { UnreachableError } from '#client/http.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { StartError } from '#host/start-error.ts'
import { EXIT } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'

/** A command ends here: one sentence for stderr (what failed, with which value, what to do) and the exit code. */
export class Failure extends Error {
  readonly code: ExitCode

  constructor(code: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
    this.code = code
  }
}

/** Refusals of the API. What names something that is not there, or is written wrong, is bad usage; what could succeed at another time is a "no". */
const CODE_OF: Record<ProblemCode, ExitCode> = {
  bad_request: EXIT.usage,
  unauthorized: EXIT.usage,
  forbidden_host: EXIT.usage,
  forbidden_origin: EXIT.usage,
  not_found: EXIT.usage,
  method_not_allowed: EXIT.usage,
  conflict: EXIT.no,
  payload_too_large: EXIT.usage,
  unsupported_media_type: EXIT.usage,
  invalid: EXIT.usage,
  internal: EXIT.internal,
  stopping: EXIT.noInstance,
  store_locked: EXIT.internal,
  store_readonly: EXIT.internal,
  store_full: EXIT.internal,
}

/** What to tell the user of anything that was thrown; undefined for what has been told already. */
export function explain(error: unknown): { readonly code: number; readonly message: string | undefined } {
  if (error instanceof Failure) return { code: error.code, message: error.message }
  if (error instanceof StartError) return { code: error.exitCode, message: error.message }
  // Commander prints its own; it knows only 0 and 1.
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.fine : EXIT.usage, message: undefined }
  if (error instanceof UnreachableError) return { code: EXIT.noInstance, message: error.message }
  if (error instanceof ProblemError) return { code: isForeign(error) ? EXIT.noInstance : CODE_OF[error.code], message: error.message }
  return { code: EXIT.internal, message: `internal error: ${error instanceof Error ? error.message : String(error)}` }
}

/** The client's word for an answer that is not Hookwright's: something else listens at that address. */
function isForeign(error: ProblemError): boolean {
  return error.code === 'internal' && typeof error.details?.status === 'number' && typeof error.details.body === 'string'
}
