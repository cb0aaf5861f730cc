import { ProblemError } from '#contract/problem.ts'

/** What the server refused, by the first name of each issue's path. */
export function refusals(error: unknown): ReadonlyMap<string, string> {
  const issues = error instanceof ProblemError ? error.details?.['issues'] : undefined
  const found = new Map<string, string>()
  if (!Array.isArray(issues)) return found
  for (const { path, message } of issues as { path?: unknown; message?: unknown }[]) {
    const name: unknown = Array.isArray(path) ? path[0] : typeof path === 'string' ? path.split('.')[0] : undefined
    if (typeof name === 'string' && typeof message === 'string') found.set(name, message)
  }
  return found
}
