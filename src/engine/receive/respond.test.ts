import { expect, it } from 'vitest'
import { inTurn, outgoing } from './respond.ts'

it('gives the answers in turn, and then the last one for good', () => {
  const respond = [{ status: 500 }, { status: 502 }, { status: 200 }]
  expect([0, 1, 2, 3, 1e9].map((taken) => inTurn(respond, taken).status)).toEqual([500, 502, 200, 200, 200])
})

it('counts the length of a body in bytes, after the headers that were asked for', () => {
  expect(outgoing({ status: 200, headers: [['A', 'b']], body: 'ø' })).toEqual({ status: 200, headers: [['A', 'b'], ['Content-Length', '2']], body: Buffer.from('ø') })
  expect(outgoing({ status: 204 })).toEqual({ status: 204, headers: [], body: Buffer.alloc(0) })
})
