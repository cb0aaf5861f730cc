import { describe, expect, test } from 'vitest'
import { providers } from '#providers/registry.ts'
import { createLog, SECRET_NAMES } from './log.ts'

const VALUE = 'the-very-secret-value'

/** What is written of details, at any level. */
function written(details: object, message = 'said', secrets: readonly string[] = []): string {
  const lines: string[] = []
  createLog('debug', () => secrets, { write: (line) => void lines.push(line) }).error(details, message)
  return lines.join('')
}

describe('a secret is not logged', () => {
  test.each(SECRET_NAMES)('as %s, at any depth and in any case', (name) => {
    for (const key of [name, name.toUpperCase()]) {
      const all = written({ [key]: VALUE, a: { [key]: VALUE, b: [{ [key]: [VALUE] }] }, headers: [[key, VALUE], ['Accept', '*/*']], err: Object.assign(new Error('x'), { [key]: VALUE, details: { settings: { [key]: VALUE } } }) })
      expect(all).not.toContain(VALUE)
      expect(all).toContain('*/*')
      expect(JSON.parse(all)).toMatchObject({ msg: 'said' })
    }
  })

  test('under any name that a provider calls secret', () => {
    const called = [...providers.values()].flatMap(({ fields }) => fields.filter(({ secret }) => secret).map(({ key }) => key.split('.').at(-1) ?? key))
    expect(called.length).toBeGreaterThan(2)
    for (const key of called) expect(SECRET_NAMES, key).toContain(key.toLowerCase())
  })

  test('wherever it stands, where the workspace knows it: in a message, in a URL, in base64, in the text of an error', () => {
    const secret = 'k"\\ä/+ secret'
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
    const all = written({ url: `http://h/?k=${encodeURIComponent(secret)}`, header: Buffer.from(secret).toString('base64'), err: new Error(`refused ${secret}`) }, `it is ${secret}`, [secret])
    for (const form of [...forms, JSON.stringify(secret).slice(1, -1)]) expect(all).not.toContain(form)
    expect(all.match(/\[hidden\]/g)?.length).toBeGreaterThanOrEqual(4)
    expect(JSON.parse(all)).toBeDefined()
  })

  test('and the rest of an error is: its kind, its words, where it came from', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED' })
    const { err } = JSON.parse(written({ err: new Error('outer', { cause }) })) as { err: { type: string; message: string; stack: string } }
    expect(err).toMatchObject({ type: 'Error', message: expect.stringContaining('outer') as string })
    expect(err.stack).toContain('log.test.ts')
  })

  test('what has no end is cut', () => {
    const deep: Record<string, unknown> = {}
    let at = deep
    for (let n = 0; n < 100; n++) at = at['a'] = {} as Record<string, unknown>
    expect(written(deep)).toContain('[too deep]')
  })
})
