/**
 * Who may talk to the control listener: this machine, from this page or from a program that has the token. The Host and
 * Origin lists stop other sites in the user's browser (DNS rebinding, cross-site requests); the token stops other users
 * and programs of the machine. There is no CORS.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { ProblemError } from '#contract/problem.ts'
import type { RequestHandler } from 'express'

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  // The component library sets styles on elements; nothing captured is ever rendered as HTML.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, errors included. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': CSP,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  })
  next()
}

/** @param authorities `host:port` under which this listener may be addressed. */
export function onlyOurNames(authorities: () => readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const allowed = authorities()
    // Node keeps the first of two, whatever stands in front of us may go by the second.
    const [host, another] = request.headersDistinct['host']?.map((name) => name.toLowerCase()) ?? []
    if (host === undefined || another !== undefined || !allowed.includes(host)) {
      throw new ProblemError('forbidden_host', `Requests must name this listener as ${allowed.join(' or ')}: the Host header says ${JSON.stringify(another === undefined ? (host ?? '') : `${host} and ${another}`)}.`)
    }
    const { origin } = request.headers
    if (origin !== undefined && !allowed.some((name) => origin.toLowerCase() === `http://${name}`)) {
      throw new ProblemError('forbidden_origin', `Pages of ${JSON.stringify(origin.slice(0, 200))} may not call this listener.`)
    }
    const site = request.headers['sec-fetch-site']
    if (site === 'cross-site' || site === 'same-site') {
      // Following a link to the page itself is how one gets here; anything else from another site is refused.
      const follows = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document'
      if (!follows) throw new ProblemError('forbidden_origin', 'Another site may not call this listener.')
    }
    next()
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** `Authorization: Bearer <token>`; nowhere else, so that it is in no log, history or referrer. */
export function requireToken(token: string): RequestHandler {
  const expected = digest(token)
  return (request, response, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      response.set('WWW-Authenticate', 'Bearer realm="hookwright"')
      throw new ProblemError(
        'unauthorized',
        given === undefined
          ? 'This route needs "Authorization: Bearer <token>": the token is in the ready line and in the run file of the data directory.'
          : 'The token is not the one of this instance: it is in the ready line and in the run file of the data directory.',
      )
    }
    next()
  }
}
