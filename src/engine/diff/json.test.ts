import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PathDiff } from '#contract/diff.ts'
import { diffJson } from './json.ts'
import { readJson } from './json-tree.ts'
import { diffMessages } from './diff.ts'

type Value = null | boolean | string | bigint | Value[] | Map<string, Value>

/** JSON with whole numbers of any length and names in an order of their own. */
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.bigInt(),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.uniqueArray(fc.tuple(fc.oneof(fc.constantFrom('a', 'b', '/', '~', '', '__proto__'), fc.string().filter((s) => !s.includes('#'))), tie('value')), { maxLength: 5, selector: ([name]) => name }).map((entries) => new Map(entries)),
  ),
})).value

const text = (v: Value): string =>
  v instanceof Map ? `{${[...v].map(([name, item]) => `${JSON.stringify(name)}:${text(item)}`).join()}}` : Array.isArray(v) ? `[${v.map(text).join()}]` : typeof v === 'bigint' ? String(v) : JSON.stringify(v)

const parse = (json: string): Value => {
  const read = (v: unknown): Value => (Array.isArray(v) ? v.map(read) : v !== null && typeof v === 'object' ? new Map(Object.entries(v).map(([k, item]) => [k, read(item)])) : (v as Value))
  return read(JSON.parse(json, (_key, v: unknown, context?: { source?: string }) => (typeof v === 'number' ? BigInt(context?.source ?? '') : v)))
}
const paths = (a: string, b: string): PathDiff[] => {
  const [treeA, treeB] = [readJson(a), readJson(b)]
  if (!treeA || !treeB) throw new Error('This is no JSON.')
  return diffJson(treeA.tree, treeB.tree)
}

/** Does what the paths say: values change where `a` has them, what goes is taken out from the last to the first, what comes is put in from the first to the last. */
function applied(start: Value, found: readonly PathDiff[]): Value {
  const root: Value[] = [start]
  const at = (path: string): { parent: Value; key: string } => {
    const steps = path === '' ? [] : path.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop()
    if (last === undefined) return { parent: root, key: '0' }
    return { parent: steps.reduce<Value>((parent, step) => (parent instanceof Map ? parent.get(step) : (parent as Value[])[Number(step)]) as Value, root[0] as Value), key: last }
  }
  const told = (side: PathDiff['a']): { parent: Value; key: string; value: Value } => ({ ...at(side?.path ?? ''), value: parse(side?.value.text ?? '') })
  for (const { a, b, mark } of found) {
    if (mark !== 'changed') continue
    const { parent, key } = at(a?.path ?? '')
    const { value } = { value: parse(b?.value.text ?? '') }
    if (parent instanceof Map) parent.set(key, value)
    else (parent as Value[])[Number(key)] = value
  }
  for (const { a } of found.filter(({ mark }) => mark === 'removed').reverse()) {
    const { parent, key } = told(a)
    if (parent instanceof Map) parent.delete(key)
    else (parent as Value[]).splice(Number(key), 1)
  }
  for (const { b } of found.filter(({ mark }) => mark === 'added')) {
    const { parent, key, value } = told(b)
    if (parent instanceof Map) parent.set(key, value)
    else (parent as Value[]).splice(Number(key), 0, value)
  }
  return root[0] as Value
}

/** Without the order of names, which says nothing. */
const sorted = (v: Value): string => (v instanceof Map ? `{${[...v].map(([name, item]) => `${JSON.stringify(name)}:${sorted(item)}`).sort().join()}}` : Array.isArray(v) ? `[${v.map(sorted).join()}]` : text(v))

describe('the paths that differ', () => {
  it('are none between a document and itself, whatever the order of its names', () => {
    fc.assert(fc.property(value, (v) => void expect(paths(text(v), sorted(v))).toEqual([])))
  })

  it('turn the one document into the other', () => {
    fc.assert(fc.property(value, value, (a, b) => void expect(sorted(applied(parse(text(a)), paths(text(a), text(b))))).toBe(sorted(b))), { numRuns: 300 })
  })

  it('tell numbers digit by digit', () => {
    expect(paths('{"id":9007199254740993,"n":1.0}', '{"id":9007199254740992,"n":1}')).toMatchObject([
      { mark: 'changed', a: { path: '/id', value: { text: '9007199254740993' } }, b: { value: { text: '9007199254740992' } } },
      { mark: 'changed', a: { path: '/n', value: { text: '1.0' } }, b: { value: { text: '1' } } },
    ])
  })

  it('tell what was put into an array as that, and a name that stands there twice by its number', () => {
    expect(paths('[1,2,3]', '[1,9,2,3]')).toMatchObject([{ mark: 'added', b: { path: '/1', value: { text: '9' } } }])
    expect(paths('{"a":1,"a":2}', '{"a":1,"a":3}')).toMatchObject([{ mark: 'changed', a: { path: '/a#2' } }])
    expect(paths('{"a":1,"a":2,"a#2":3}', '{"a":1,"a":9,"a#2":3}')).toHaveLength(1)
  })
})

describe('the same JSON in other bytes', () => {
  const body = (json: string) => ({ start: [], headers: [], body: Buffer.from(json), size: Buffer.byteLength(json) })
  it.each([
    ['{"a":1,"b":"é"}', '{"a": 1, "b": "é"}', ['whitespace']],
    ['{"a":1,"b":"é"}', '{"b":"é","a":1}', ['order']],
    ['{"a":1,"b":"é"}', '{"a":1,"b":"\\u00e9"}', ['escapes']],
    ['[1]', '[1]\n', ['whitespace']],
    ['{"a":[1,2]}', '{"a":[1 ,2]}', ['whitespace']],
  ])('%s and %s', (a, b, spelling) => {
    expect(diffMessages(body(a), body(b)).body).toMatchObject({ mark: 'changed', kind: 'json', sameValue: true, paths: [], spelling })
  })
})
