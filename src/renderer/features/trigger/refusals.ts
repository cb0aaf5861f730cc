import { ProblemError } from '#contract/problem.ts'

/** What the server refused, by the first name of each issue's path. */
export function refusals(error: unknown): ReadonlyMap<string, string> {
  const issues = error instanceof ProblemError ? error.details?.['issues'] : undefined
  const found = new Map<string, string>()
  if (!Array.isArray(issues)) return found
  for (const issue of issues as { path?: unknown; message?: unknown }[]) {
    const [name] = Array.isArray(issue.path) ? issue.path : String(issue.path ?? '').split('.')
    if (typeof name === 'string' && typeof issue.message === 'string') found.set(name, issue.message)
  }
  return found
}
