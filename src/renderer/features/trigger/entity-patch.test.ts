import { expect, test } from 'vitest'
import { mergePatch } from '#contract/merge-patch.ts'
import { patchBetween } from './entity-patch.ts'

const before = { name: 'Ann', phone: { prefix: '+47', number: '1' }, tags: ['a', 'b'], gone: true }

test('holds only what differs, and makes the one of the other', () => {
  const after = { name: 'Ann', phone: { prefix: '+47', number: '2' }, tags: ['b'], added: { deep: [1] } }
  const patch = patchBetween(before, after)
  expect(patch).toEqual({ gone: null, phone: { number: '2' }, tags: ['b'], added: { deep: [1] } })
  expect(mergePatch(before, patch)).toEqual(after)
})

test('nothing differs: nothing to say', () => {
  expect(patchBetween(before, structuredClone(before))).toEqual({})
})

test('an object in the place of something else, and the other way round', () => {
  for (const [from, to] of [[{ a: 1 }, { a: { b: 1 } }], [{ a: { b: 1 } }, { a: 1 }], [{ a: [1] }, { a: { b: 1 } }]] as const) {
    expect(mergePatch(structuredClone(from) as never, patchBetween(from as never, to as never))).toEqual(to)
  }
})
