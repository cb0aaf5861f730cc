import type { Trigger } from '#contract/provider.ts'

/** One line of the catalogue as it is drawn. */
export interface TreeRow {
  readonly trigger: Trigger
  /** 0 for a root. */
  readonly depth: number
  /** How many triggers are below it in the whole catalogue. */
  readonly below: number
}

/**
 * The catalogue as lines: parents before their children, each group in the provider's order. With a query, the triggers whose name,
 * title or description has it, with their parents above them. Children of a `closed` parent are left out, unless there is a query.
 */
export function treeRows(triggers: readonly Trigger[], query: string, closed: ReadonlySet<string>): TreeRow[] {
  const names = new Set(triggers.map(({ name }) => name))
  const children = Map.groupBy(triggers, ({ parent }) => (parent !== null && names.has(parent) ? parent : ''))
  const text = query.trim().toLowerCase()
  const hit = ({ name, title, description }: Trigger) => [name, title, description].some((part) => part.toLowerCase().includes(text))

  const walk = (parent: string, depth: number, above: readonly string[]): { rows: TreeRow[]; all: number } => {
    const rows: TreeRow[] = []
    let all = 0
    for (const trigger of children.get(parent) ?? []) {
      // A catalogue that names a trigger as its own ancestor must not hang the page.
      if (above.includes(trigger.name)) continue
      const inner = walk(trigger.name, depth + 1, [...above, trigger.name])
      all += 1 + inner.all
      if (text !== '' && inner.rows.length === 0 && !hit(trigger)) continue
      rows.push({ trigger, depth, below: inner.all })
      if (text !== '' || !closed.has(trigger.name)) rows.push(...inner.rows)
    }
    return { rows, all }
  }
  return walk('', 0, []).rows
}
