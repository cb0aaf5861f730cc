import { expect, test } from 'vitest'
import { CustomSigning } from '#contract/custom-signing.ts'
import { customOf, draftOf } from './custom-draft.ts'

test('what is described comes back from the form as it was', () => {
  const custom = CustomSigning.parse({ header: 'X-Sig', format: 't={timestamp},v1={signature}', content: '{timestamp}.{body}', algorithm: 'hmac-sha512', encoding: 'base64', key: { encoding: 'hex', prefix: 'key_' }, headers: { 'X-Time': '{timestamp}' }, timestamp: { unit: 'milliseconds', toleranceMs: 300_000 } })
  expect(customOf(draftOf(custom))).toEqual({ custom })
  expect(customOf(draftOf(undefined)), 'and by default the body is signed').toMatchObject({ custom: { header: 'X-Signature', content: '{body}', algorithm: 'hmac-sha256', encoding: 'hex' } })
})

test('what is wrong is told at its field', () => {
  const faults = (change: object) => customOf({ ...draftOf(undefined), ...change })
  expect(faults({ header: 'no good' })).toMatchObject({ faults: { header: expect.any(String) as string } })
  expect(faults({ content: '{nonsense}' })).toMatchObject({ faults: { content: expect.stringContaining('{nonsense}') as string } })
  expect(faults({ format: 'v1=' })).toMatchObject({ faults: { format: expect.stringContaining('signature') as string } })
  expect(faults({ headers: 'X-Time' })).toEqual({ faults: { headers: '"X-Time" is no header: write Name: {timestamp}.' } })
  expect(faults({ headers: 'X-Time: {body}' })).toMatchObject({ faults: { headers: expect.any(String) as string } })
  expect(faults({ tolerance: 'soon' })).toEqual({ faults: { tolerance: 'Write seconds, such as 300.' } })
  expect(faults({ tolerance: '99999999999' })).toMatchObject({ faults: { tolerance: expect.any(String) as string } })
})
