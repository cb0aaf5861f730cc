import { expect, test } from 'vitest'
import { outcomeOf } from './words.ts'

test('what has no verdict waits, was skipped, or was never got to', () => {
  const open = { verdict: null, reason: null }
  expect([outcomeOf(open, 'running'), outcomeOf(open, 'paused')]).toEqual(['waiting', 'waiting'])
  expect([outcomeOf(open, 'cancelled'), outcomeOf(open, 'done')]).toEqual(['cancelled', 'cancelled'])
  expect([outcomeOf({ ...open, reason: 'It is gone.' }, 'running'), outcomeOf({ ...open, verdict: 'fixed' }, 'cancelled')]).toEqual(['skipped', 'fixed'])
})
