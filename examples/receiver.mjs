// The receiver under test in the examples: keeps the persons that Members tells it of. Yours is a server of your own, in whatever it is written.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** Starts it on a free port of this machine. */
export async function startReceiver({ signingKey }) {
  const persons = new Map()
  const seen = new Set()

  const server = createServer(async (request, response) => {
    const { message } = JSON.parse(await text(request))
    const data = Buffer.from(message.data, 'base64').toString('utf8')
    if (!isSigned(data, message.attributes.hash, signingKey)) return response.writeHead(401).end()
    // At least once means: sometimes twice.
    if (!seen.has(message.messageId)) {
      for (const person of JSON.parse(data)) persons.set(person.personID, person)
      seen.add(message.messageId)
    }
    response.writeHead(204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${server.address().port}/members`,
    persons,
    /** How many messages it took. */
    taken: () => seen.size,
    close: () => (server.close(), server.closeAllConnections()),
  }
}

function isSigned(data, hash, key) {
  const expected = createHmac('sha256', key).update(data).digest()
  const given = Buffer.from(hash, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
