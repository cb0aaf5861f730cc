/**
 * Rows of a hot table often come in numbers and have nearly everything in common. Each column that is bound costs about as much as writing it does, so what
 * they share is bound once for all of them, and one statement names the rows.
 */

/** In order of first appearance; `keyOf` says all that they must have in common. */
export function alike<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  if (items.length === 1) return [[...items]]
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}
