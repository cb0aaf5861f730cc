import { expect, it } from 'vitest'
import { createVerify, type Verifier } from './verify.ts'

const request = { headers: [], body: new Uint8Array() }
const context = { now: 0, reveal: false }

function verifying(provider: Partial<Verifier> | undefined) {
  const errors: object[] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (details: object) => void errors.push(details) }
  const full: Verifier = { title: 'X', verification: { scheme: 'x', fields: [] }, inspect: () => ({ parts: [], payload: null, verdict: null, note: null }), claims: () => [], ...provider }
  return { errors, verify: createVerify(new Map(provider && [['x', full]]), log) }
}

it('hands the secret over under the name that the scheme has for it', () => {
  const seen: unknown[] = []
  const { verify } = verifying({
    verification: { scheme: 'x', fields: [{ key: 'tolerance', label: '', type: 'integer', source: 'assumed' }, { key: 'signingKey', label: '', type: 'string', secret: true, source: 'assumed' }] },
    inspect: (_, settings) => {
      seen.push(settings)
      return { parts: [], payload: null, verdict: null, note: null }
    },
  })
  verify({ scheme: 'x', secret: 'k' }, request, context)
  verify({ scheme: 'x', secret: null }, request, context)
  expect(seen).toEqual([{ signingKey: 'k' }, {}])
})

it('survives a provider that throws, and says whose fault it is', () => {
  const { verify, errors } = verifying({
    inspect: () => {
      throw new Error('oops')
    },
  })
  expect(verify({ scheme: 'x' }, request, context)).toMatchObject({ scheme: 'x', ok: false, summary: expect.stringContaining('a fault of Hookwright') })
  expect(errors).toHaveLength(1)
})

it('says so when the scheme is not there any more', () => {
  expect(verifying(undefined).verify({ scheme: 'x' }, request, context)).toMatchObject({ scheme: 'x', ok: false, summary: expect.stringContaining('no scheme "x"') })
})
