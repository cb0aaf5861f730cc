import { expect, test } from 'vitest'
import { ProblemError } from '#contract/problem.ts'
import { refusalOf } from './refusal.ts'

test('issues are shown at the settings they name', () => {
  const error = new ProblemError('invalid', 'The settings are not right', { issues: [{ path: 'secret', message: 'it is required' }] })
  const refusal = refusalOf(error, ['secret', 'interval'])
  expect(refusal.settings).toEqual(new Map([['secret', 'it is required']]))
  expect(refusal.rest).toBeUndefined()
})

test('an issue of a setting that has no input is not lost', () => {
  const error = new ProblemError('invalid', 'The settings are not right', { issues: [{ path: 'hidden', message: 'no' }] })
  expect(refusalOf(error, ['secret']).rest).toBe(error)
})

test("what speaks of the URL is the URL's, everything else the form's", () => {
  expect(refusalOf(new ProblemError('invalid', 'The webhook URL is missing.'), []).url).toBe('The webhook URL is missing.')
  const conflict = new ProblemError('conflict', 'One URL per application')
  expect(refusalOf(conflict, [])).toEqual({ settings: new Map(), rest: conflict })
  expect(refusalOf(null, []).rest).toBeUndefined()
})
