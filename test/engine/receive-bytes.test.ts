import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving()
  hw.receiver.inboxes.create({ name: 'bytes' })
})
afterAll(() => hw.close())

const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]{0,20}$/).filter((name) => !/^(host|content-length|transfer-encoding|connection|expect|upgrade)$/i.test(name))
/** Visible latin1 with inner blanks: what RFC 9110 lets a field value hold. */
const value = fc.stringMatching(/^(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]{0,40}[!-~\x80-\xff])?)?$/)

it('keeps any bytes, any way they are cut up, and any headers, exactly', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 8 }),
      fc.boolean(),
      fc.array(fc.tuple(token, value), { maxLength: 12 }),
      async (parts, chunked, headers) => {
        const client = await hw.connect()
        const body = Buffer.concat(parts)
        const framing = chunked ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(body.length)]
        const sent = [['Host', 'x'], ...headers, framing]
        client.send(`POST /bytes HTTP/1.1\r\n${sent.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n`)
        for (const part of parts.filter((p) => p.length > 0)) {
          if (chunked) client.send(`${part.length.toString(16)}\r\n`, part, '\r\n')
          else client.send(part)
        }
        if (chunked) client.send('0\r\n\r\n')
        expect((await client.answer()).status).toBe(200)
        await client.close()
        const id = hw.receiver.captures.list('bytes', { limit: 1 }).items[0]?.id ?? ''
        expect(hw.receiver.captures.body(id).equals(body)).toBe(true)
        expect(hw.receiver.captures.get(id, { reveal: false })).toMatchObject({ headers: sent, size: body.length, fault: null })
      },
    ),
    { numRuns: 150 },
  )
})

it('shows the start of a large body and hands out all of it', async () => {
  const body = Buffer.alloc(3_000_000, 'large ')
  const response = await fetch(`${hw.url}/bytes`, { method: 'PUT', body })
  expect(response.status).toBe(200)
  const id = hw.receiver.captures.list('bytes', { limit: 1 }).items[0]?.id ?? ''
  const capture = hw.receiver.captures.get(id, { reveal: false })
  expect(capture.body).toEqual({ base64: body.subarray(0, 256 * 1024).toString('base64'), size: body.length, truncated: true })
  expect(hw.receiver.captures.body(id).equals(body)).toBe(true)
})
