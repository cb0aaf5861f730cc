import { ProblemError } from '#contract/problem.ts'

/**
 * What the server refused, by the first name of each issue's path. Providers word their issues as `{path, message}`, or as
 * `path: message`; others are in the message alone.
 */
export function refusals(error: unknown): ReadonlyMap<string, string> {
  const issues: unknown = error instanceof ProblemError ? error.details?.['issues'] : undefined
  const found = new Map<string, string>()
  if (!Array.isArray(issues)) return found
  for (const issue of issues as unknown[]) {
    const [path, message] = typeof issue === 'string' ? cut(issue) : partsOf(issue)
    const name: unknown = Array.isArray(path) ? path[0] : typeof path === 'string' ? path.split('.')[0] : undefined
    if (typeof name === 'string' && typeof message === 'string') found.set(name, message)
  }
  return found
}

function cut(issue: string): [string, string] | [] {
  const at = issue.indexOf(': ')
  return at === -1 ? [] : [issue.slice(0, at), issue.slice(at + 2)]
}

function partsOf(issue: unknown): [unknown, unknown] | [] {
  if (typeof issue !== 'object' || issue === null || !('path' in issue) || !('message' in issue)) return []
  return [issue.path, issue.message]
}
