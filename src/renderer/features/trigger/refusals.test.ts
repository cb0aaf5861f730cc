import { expect, test } from 'vitest'
import { ProblemError } from '#contract/problem.ts'
import { refusals } from './refusals.ts'

const refused = (...issues: unknown[]) => [...refusals(new ProblemError('invalid', 'It is not valid', { issues }))]

test('an issue belongs to the first name of its path, however it is worded', () => {
  expect(refused('id: too small', 'address.city: too long: 3000')).toEqual([['id', 'too small'], ['address', 'too long: 3000']])
  expect(refused({ path: 'address.city', message: 'too long' }, { path: ['id', 0], message: 'too small' })).toEqual([['address', 'too long'], ['id', 'too small']])
})

test('what has no place is left to the message', () => {
  expect(refused('no place', 7, null, { message: 'none' }, { path: [], message: 'none' })).toEqual([])
  expect([...refusals(new Error('other')), ...refusals(null)]).toEqual([])
})
