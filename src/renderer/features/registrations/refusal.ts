import { ProblemError } from '#contract/problem.ts'

/** What the server refused, at the fields it is about; `rest` is what no field is to blame for. */
export interface Refusal {
  readonly url?: string
  readonly settings: ReadonlyMap<string, string>
  readonly rest?: unknown
}

/**
 * Sorts a failure to its fields. Issues name the setting; a refusal without issues that speaks of the URL is the URL's, which is all
 * that is checked beside the settings. `known`: the keys that have an input.
 */
export function refusalOf(error: unknown, known: readonly string[]): Refusal {
  const settings = new Map<string, string>()
  if (error === null || error === undefined) return { settings }
  if (!(error instanceof ProblemError) || error.code !== 'invalid') return { settings, rest: error }
  const issues = Array.isArray(error.details?.['issues']) ? (error.details['issues'] as { path?: unknown; message?: unknown }[]) : []
  for (const { path, message } of issues) {
    if (typeof path === 'string' && known.includes(path) && typeof message === 'string') settings.set(path, message)
  }
  if (settings.size > 0) return { settings }
  return /\bURL\b/i.test(error.message) ? { settings, url: error.message } : { settings, rest: error }
}
