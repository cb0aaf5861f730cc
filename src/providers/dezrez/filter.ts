/** Ours: conditions of a webhook on the properties that the catalogue flags for filters. */
import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import { propertiesOf } from './catalog.ts'
import { ROWS } from './triggers.ts'

const flagged = (trigger: string): string[] => propertiesOf(trigger).flatMap(([name, , filter]) => (filter ? [name] : []))

/** Every property that some trigger flags. */
export const FILTERABLE: readonly string[] = [...new Set(ROWS.flatMap(([name]) => flagged(name)))].toSorted()

/** `PersonId=1234` taken apart at its first `=`; null: it has none. */
function conditionOf(text: string): { name: string; value: string } | null {
  const at = text.indexOf('=')
  return at < 1 ? null : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}

/** What is wrong with conditions of a webhook on this trigger; empty: nothing. */
export function checkConditions(trigger: string, conditions: readonly string[]): string[] {
  const names = flagged(trigger)
  return conditions.flatMap((text) => {
    const condition = conditionOf(text)
    if (condition === null || condition.value === '') return [`${JSON.stringify(text)} is no condition: write property=value, such as PersonId=1234`]
    if (names.includes(condition.name)) return []
    return [`${trigger} has no property ${JSON.stringify(condition.name)} that is flagged for filters; ${names.length === 0 ? 'it flags none' : `flagged is ${names.join(', ')}`}`]
  })
}

/** The first property whose conditions the data does not meet, in words; undefined: all are met. Compared as text, so every digit counts. */
export function unmetCondition(conditions: readonly string[], data: JsonObject): string | undefined {
  const byName = Map.groupBy(conditions.flatMap((text) => conditionOf(text) ?? []), ({ name }) => name)
  for (const [name, wanted] of byName) {
    const value = data[name]
    const text = typeof value === 'string' ? value : jsonText(value ?? null)
    if (!wanted.some((one) => one.value === text)) return `${name} ${wanted.map((one) => one.value).join(' or ')}`
  }
  return undefined
}
