/** What any provider asks of a webhook's URL: that it can be posted to exactly as it was given. And where it leads, judged by its text alone. */
import { ProblemError } from '#contract/problem.ts'

/** What RFC 3986 lets a URL consist of: anything else would have to be escaped on the way, and nothing is added or removed. */
const URL_TEXT = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/
const MAX_LENGTH = 8_192

export type Reach = 'public' | 'public address' | 'private' | 'loopback'

/** @throws `ProblemError('invalid')` for what is no full http(s) URL, or carries a user name. */
export function parseWebhookUrl(url: string): URL {
  if (url === '') refuseUrl('The webhook URL is missing.')
  if (url.length > MAX_LENGTH) refuseUrl(`The webhook URL has ${url.length} characters; ${MAX_LENGTH} is the most.`)
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && !/^[^/?#]*:\d/.test(url)) {
    refuseUrl(`The webhook URL must have the protocol https, not "${scheme}": ${shownUrl(url)}.`)
  }
  if (!/^https?:\/\/[^/?#]/i.test(url)) refuseUrl(`The webhook URL must be a fully valid URL including the protocol, like https://example.com/hook; got ${shownUrl(url)}.`)
  if (!URL_TEXT.test(url)) refuseUrl(`The webhook URL has a character that must be percent-encoded (nothing is added to it when it is posted to): ${shownUrl(url)}.`)
  if (!URL.canParse(url)) refuseUrl(`The webhook URL is not a valid URL: ${shownUrl(url)}.`)
  const parsed = new URL(url)
  if (parsed.username !== '' || parsed.password !== '') refuseUrl('The webhook URL must not carry a user name or password: they would not be sent.')
  return parsed
}

/** Judges the name alone and looks nothing up: an answer must not depend on the network of the moment. */
export function reachOf(hostname: string): Reach {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (host.startsWith('[')) return reachOf6(host.slice(1, -1))
  const parts = host.split('.')
  if (parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part))) return reachOf4(parts.map(Number))
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback'
  const last = parts.at(-1) ?? ''
  const local = parts.length === 1 || ['local', 'internal', 'lan', 'home', 'corp', 'test', 'invalid', 'onion'].includes(last) || host.endsWith('.home.arpa')
  return local ? 'private' : 'public'
}

function reachOf4([a = 0, b = 0]: readonly number[]): Reach {
  if (a === 127 || a === 0) return 'loopback'
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254) || (a === 100 && b >= 64 && b < 128)
  return isPrivate || a >= 224 ? 'private' : 'public address'
}

function reachOf6(host: string): Reach {
  if (host === '::1' || host === '::') return 'loopback'
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(host)
  if (mapped) {
    const [high, low] = [parseInt(mapped[1] ?? '', 16), parseInt(mapped[2] ?? '', 16)]
    return reachOf4([high >> 8, high & 255, low >> 8, low & 255])
  }
  return /^(f[cd]|fe[89ab]|ff)/.test(host) ? 'private' : 'public address'
}

export const shownUrl = (url: string): string => JSON.stringify(url.length > 200 ? `${url.slice(0, 200)}…` : url)

export function refuseUrl(message: string): never {
  throw new ProblemError('invalid', message)
}
