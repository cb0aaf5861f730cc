import { expect, it } from 'vitest'
import { outgoing } from './respond.ts'

it('counts the length of a body in bytes, after the headers that were asked for', () => {
  expect(outgoing({ status: 200, headers: [['A', 'b']], body: 'ø' })).toEqual({ status: 200, headers: [['A', 'b'], ['Content-Length', '2']], body: Buffer.from('ø') })
  expect(outgoing({ status: 204 })).toEqual({ status: 204, headers: [], body: Buffer.alloc(0) })
})
