import { expect, test } from 'vitest'
import { headerText, headersOf, moved, turnOf, withAnswer } from './answers.ts'

const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status)
const three = [{ status: 503 }, { status: 404 }, { status: 200 }]

test('answers are used up in turn, and the last one stays', () => {
  const turns = (answered: number) => three.map((_, at) => turnOf(at, answered, three.length))
  expect(turns(0)).toEqual(['next', 'later', 'later'])
  expect(turns(2)).toEqual(['used', 'used', 'next'])
  expect(turns(99)).toEqual(['used', 'used', 'next'])
})

test('an answer is replaced, removed and moved; the last cannot go', () => {
  expect(statuses(withAnswer(three, 1, { status: 500 }))).toEqual([503, 500, 200])
  expect(statuses(withAnswer(three, 1, null))).toEqual([503, 200])
  expect(statuses(withAnswer([{ status: 200 }], 0, null))).toEqual([200])
  expect(statuses(moved(three, 0, 1))).toEqual([404, 503, 200])
  expect(statuses(moved(three, 2, 1))).toEqual([503, 404, 200])
})

test('headers are lines, in order, duplicates kept', () => {
  const text = 'Retry-After: 5\n\nX-A: 1:2\nX-A:\n'
  const read = headersOf(text)
  expect(read).toEqual({ headers: [['Retry-After', '5'], ['X-A', '1:2'], ['X-A', '']] })
  expect(headersOf(headerText('headers' in read ? read.headers : []))).toEqual(read)
  expect(headersOf('fine: 1\nnot a header')).toEqual({ error: '"not a header" is no header: write Name: value.' })
  expect(headersOf(': no name')).toHaveProperty('error')
})
