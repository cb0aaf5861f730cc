import { expect, test } from 'vitest'
import { BEHAVIOURS, type Answer, type Behaviour } from '#contract/answer.ts'
import { answerOf, chipText, delayOf, delayTextOf, givenOf, headerText, headersOf, moved, turnOf, turnedInto, withAnswer } from './answers.ts'

const statuses = (answers: readonly Answer[]) => answers.map((answer) => ('status' in answer ? answer.status : null))
const three: Answer[] = [{ status: 503 }, { status: 404 }, { status: 200 }]

test('answers are used up in turn, and the last one stays', () => {
  const turns = (answered: number) => three.map((_, at) => turnOf(at, answered, three))
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

test('an answer that is given several times says how often it was', () => {
  const strip: Answer[] = [{ status: 503, times: 3 }, { do: 'hang' }, { status: 200 }]
  expect([0, 2, 3, 9].map((answered) => [givenOf(0, answered, strip), turnOf(0, answered, strip), turnOf(1, answered, strip)])).toEqual([
    [0, 'next', 'later'],
    [2, 'next', 'later'],
    [3, 'used', 'next'],
    [3, 'used', 'used'],
  ])
})

test('a behaviour turns into any other, and keeps what that has a place for', () => {
  for (const behaviour of Object.keys(BEHAVIOURS) as Behaviour[]) expect(answerOf(turnedInto({ status: 503, body: 'x', times: 2, after: 7 }, behaviour)), behaviour).toHaveProperty('answer.times', 2)
  expect(answerOf(turnedInto({ status: 503, body: 'x' }, 'reset'))).toEqual({ answer: { do: 'reset', after: 'nothing', status: 503, body: 'x' } })
  expect(answerOf({ do: 'drip', status: 200, rate: 0 })).toEqual({ error: expect.stringMatching(/^rate: /) as string })
})

test('a chip leaves out what is long, and a delay is written as in a script', () => {
  expect(chipText({ status: 429, headers: [['Retry-After', '5']], body: 'x', times: 2, delay: { distribution: 'fixed', ms: 3_000 } })).toBe('429 slow 3s')
  expect(delayOf('1s..2s')).toEqual({ delay: { distribution: 'uniform', fromMs: 1_000, toMs: 2_000 } })
  expect(delayTextOf({ status: 200, delay: { distribution: 'normal', meanMs: 2_000, deviationMs: 500 } })).toBe('normal 2s 500ms')
  expect(delayOf('soon')).toHaveProperty('error')
})
