// What both receivers do with a message once it is theirs. `bug` names the one that is built in on purpose; none without it.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

/** Longer than a test gives a receiver to answer, milliseconds. */
const SLOW_MS = 1_500

/** Bugs that receivers really have. */
export const MEMBERS_BUGS = ['checks no signature', 'takes twice', 'is slow', 'answers wrongly']
export const DEZREZ_BUGS = ['lets anybody in', 'takes twice', 'is slow', 'answers wrongly']

export function membersStore({ signingKey, bug }) {
  const taken = []
  const seen = new Set()
  return {
    taken,
    /** Answers the status. @param body as parsed; what is signed is inside, as text. */
    async take({ message }) {
      const data = Buffer.from(message.data, 'base64').toString('utf8')
      if (bug !== 'checks no signature' && !isSigned(data, message.attributes.hash, signingKey)) return 401
      if (bug === 'is slow') await wait(SLOW_MS)
      if (bug === 'takes twice' || !seen.has(message.messageId)) taken.push(...JSON.parse(data))
      seen.add(message.messageId)
      // 203 is a success to nearly everybody, and to Members it is not.
      return bug === 'answers wrongly' ? 203 : 204
    },
  }
}

/** Dezrez signs nothing: what only the two of you know is in the address. @param bytes as they came: its ids have more digits than a number keeps. */
export function dezrezStore({ secret, bug }) {
  const taken = []
  const seen = new Set()
  return {
    taken,
    async take(given, bytes) {
      if (bug !== 'lets anybody in' && given !== secret) return 404
      if (bug === 'is slow') await wait(SLOW_MS)
      // There is no id of the message: the same bytes are the same message.
      const id = createHash('sha256').update(bytes).digest('hex')
      if (bug === 'takes twice' || !seen.has(id)) taken.push(JSON.parse(bytes))
      seen.add(id)
      return bug === 'answers wrongly' ? 302 : 200
    },
  }
}

function isSigned(data, hash, key) {
  const expected = createHmac('sha256', key).update(data).digest()
  const given = Buffer.from(String(hash), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
