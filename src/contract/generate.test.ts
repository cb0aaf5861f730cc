import { expect, test } from 'vitest'
import { generate, withGenerated } from './generate.ts'
import type { Field } from './provider.ts'

const url = { title: 'Key', prefix: '', bytes: 32, encoding: 'base64url' } as const
const long = { title: 'Long', prefix: 'long_', bytes: 64, encoding: 'base64' } as const
const short = { title: 'Short', prefix: 'short_', bytes: 24, encoding: 'base64' } as const
const field = (over: Partial<Field>): Field => ({ key: 'secret', label: 'Secret', type: 'string', source: 'assumed', generators: [long, short], ...over })

test('a secret has its prefix and as many random bytes as are asked for', () => {
  expect(Buffer.from(generate(long).replace(/^long_/, ''), 'base64')).toHaveLength(64)
  expect(generate(url)).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(new Set(Array.from({ length: 100 }, () => generate(short))).size).toBe(100)
})

test('one is made where none is given and none is required', () => {
  expect(withGenerated([field({})], { a: 1 })).toEqual({ a: 1, secret: expect.stringMatching(/^long_/) })
  expect(withGenerated([field({})], { secret: 'given' })).toEqual({ secret: 'given' })
  expect(withGenerated([field({ required: true })], {})).toEqual({})
  expect(withGenerated([field({ generators: undefined })], {})).toEqual({})
})

test('one that replaces another is of the same kind', () => {
  expect(withGenerated([field({})], {}, { secret: 'short_x' })).toEqual({ secret: expect.stringMatching(/^short_/) })
  expect(withGenerated([field({})], {}, { secret: 'unlike any' })).toEqual({ secret: expect.stringMatching(/^long_/) })
})
