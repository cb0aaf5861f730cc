/** Two urlencoded forms, name by name. */
import type { BodyDiff, PathDiff } from '#contract/diff.ts'
import { cutText } from './bounds.ts'

export interface Field {
  /** Without its escapes; from the second of a name on, `name#2`. */
  readonly name: string
  /** What no other field has, whatever their names are. */
  readonly key: string
  readonly value: string
}

export function readForm(text: string): Field[] {
  const times = new Map<string, number>()
  return [...new URLSearchParams(text)].map(([name, value]) => {
    const n = (times.get(name) ?? 0) + 1
    times.set(name, n)
    return { name: n === 1 ? name : `${name}#${n}`, key: `${n} ${name}`, value }
  })
}

export function diffForms(a: readonly Field[], b: readonly Field[]): PathDiff[] {
  const inA = new Set(a.map(({ key }) => key))
  const inB = new Map(b.map((field) => [field.key, field]))
  const side = ({ name, value }: Field) => ({ path: name, value: cutText(value) })
  const found: PathDiff[] = []
  for (const field of a) {
    const other = inB.get(field.key)
    if (!other) found.push({ mark: 'removed', a: side(field), b: null })
    else if (other.value !== field.value) found.push({ mark: 'changed', a: side(field), b: side(other) })
  }
  for (const field of b) if (!inA.has(field.key)) found.push({ mark: 'added', a: null, b: side(field) })
  return found
}

/** How two texts of the same form differ. */
export const formSpelling = (a: readonly Field[], b: readonly Field[]): BodyDiff['spelling'] => (a.some(({ key }, at) => key !== b[at]?.key) ? ['order'] : ['escapes'])
