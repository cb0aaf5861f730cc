import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SECRET, fireOne, register, settled, startEngine } from '../helpers/engine.ts'
import { answers, receiver } from '../helpers/receivers.ts'

/** What came over the wire, taken apart without any code of ours. */
function read(bytes: Buffer): { line: string; headers: [string, string][]; body: Buffer } {
  const end = bytes.indexOf('\r\n\r\n')
  const [line = '', ...headers] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  return { line, headers: headers.map((header) => header.split(': ', 2) as [string, string]), body: bytes.subarray(end + 4) }
}

/** The receiver that the provider's documentation prescribes: decode, hash the text, compare, parse. */
function documentedReceiver(body: Buffer, signingKey: string): unknown {
  const { message } = JSON.parse(body.toString('utf8')) as { message: { data: string; attributes: { hash: string } } }
  const text = Buffer.from(message.data, 'base64').toString('utf8')
  const hash = createHmac('sha256', signingKey).update(text).digest('base64')
  if (hash !== message.attributes.hash) throw new Error('The hash is wrong.')
  return JSON.parse(text)
}

async function delivered(path = '/hook'): Promise<{ wire: Buffer; id: string; engine: ReturnType<typeof startEngine>; url: string }> {
  const server = await receiver(answers(200))
  const engine = startEngine()
  const url = `${server.url}${path}`
  register(engine, url)
  const id = fireOne(engine, { firstName: 'Ada', lastName: 'Løvelås 🎓' })
  await settled(engine, id)
  return { wire: server.requests[0] ?? Buffer.alloc(0), id, engine, url }
}

describe('what is sent', () => {
  it('is accepted by the receiver that the documentation prescribes', async () => {
    const { wire } = await delivered()
    expect(documentedReceiver(read(wire).body, SECRET)).toMatchObject([{ firstName: 'Ada', lastName: 'Løvelås 🎓' }])
  })

  it('is refused by it after one flipped byte of the data, and with another key', async () => {
    const { body } = read((await delivered()).wire)
    const at = body.indexOf('"data":"') + 20
    const flipped = Buffer.from(body)
    flipped[at] = (flipped[at] ?? 0) === 0x41 ? 0x42 : 0x41
    expect(() => documentedReceiver(flipped, SECRET)).toThrow('The hash is wrong.')
    expect(() => documentedReceiver(body, 'helloworld')).toThrow('The hash is wrong.')
  })

  it('has the envelope that the documentation shows, in its key order', async () => {
    const { wire, id, engine } = await delivered()
    const { messageId, createdAt } = engine.deliveries.get(id)
    const body = read(wire).body.toString('utf8')
    const shape = /^\{"message":\{"attributes":\{"hash":"([^"]{44})"\},"data":"([^"]+)","messageId":"(\d{16})","message_id":"(\d{16})","publishTime":"([^"]+)","publish_time":"([^"]+)"\},"subscription":"[^"]+"\}$/.exec(body)
    expect(shape?.slice(3)).toEqual([messageId, messageId, createdAt, createdAt])
  })

  it('goes to the URL exactly as registered: nothing added, nothing removed', async () => {
    const { wire } = await delivered('/a//b/../c?x=%7b%7D&&y=+')
    expect(read(wire).line).toBe('POST /a//b/../c?x=%7b%7D&&y=+ HTTP/1.1')
  })

  it('is on record to the byte: every header in order and case, and the body', async () => {
    const { wire, id, engine, url } = await delivered()
    const sent = read(wire)
    const [attempt] = engine.deliveries.get(id).attempts
    expect(attempt?.request.headers).toEqual(sent.headers)
    expect(Buffer.from(attempt?.request.body.base64 ?? '', 'base64').equals(sent.body)).toBe(true)
    expect([attempt?.request.url, attempt?.request.body.size]).toEqual([url, sent.body.length])
  })
})
