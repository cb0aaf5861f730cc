/**
 * The provider listener: answers an integrator's code as if it were the provider, below `/<provider id>`. What is said
 * comes from the provider's emulator, whose workspace is its own; this only carries requests and answers, and sees to
 * it that whatever goes wrong is said in that provider's style.
 */
import { jsonText } from '#contract/json-text.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { ProblemError, type ProblemCode } from '#contract/problem.ts'
import type { Problem } from '#contract/problem-shape.ts'
import type { Emulator, EmulatorAnswer, EmulatorRequest, EmulatorRoute, Provider, Workspace } from '#providers/provider.ts'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response, type Router } from 'express'

interface GatewayDeps {
  /** Looked into for every request: providers come and go. */
  readonly providers: ReadonlyMap<ProviderInfo['id'], Pick<Provider, 'id' | 'emulator'>>
  /** Asked anew for every request. */
  workspace(provider: string): Workspace
  /** Origin of the control listener, for status URLs of extensions; asked for each request, since it may come up later. */
  controlUrl(): string
  readonly log: { error(details: object, message: string): void }
}

/** Bytes of a request body, unpacked; more is answered with 413. */
export const BODY_LIMIT = 1_048_576

/** The handler of the listener, for `http.createServer`. */
export function createGateway(deps: GatewayDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.enable('case sensitive routing')
  const mounted = new WeakMap<Emulator, Router>()
  app.use('/:provider', (request, response, next) => {
    const provider = deps.providers.get(request.params.provider)
    if (!provider) return next()
    const router = mounted.get(provider.emulator) ?? mount(provider.id, provider.emulator, deps)
    mounted.set(provider.emulator, router)
    return router(request, response, next)
  })
  app.use((request, response) => unknownProvider(request, response, [...deps.providers.keys()]))
  app.use(((error: unknown, request, response, _next) => {
    const status = statusOf(error)
    if (status === undefined) deps.log.error({ err: error, method: request.method }, 'A request failed before it reached a provider.')
    const body = status === undefined ? problem('internal', 'The provider listener failed; its log says more.') : problem('bad_request', messageOf(error))
    send(response, { status: status ?? 500, body })
  }) satisfies ErrorRequestHandler)
  return app
}

function mount(id: string, emulator: Emulator, deps: GatewayDeps): Router {
  const router = express.Router({ caseSensitive: true })
  router.use(express.raw({ type: () => true, limit: BODY_LIMIT }))
  for (const [path, routes] of Map.groupBy(emulator.routes, (route) => route.path)) {
    const at = router.route(path)
    for (const route of routes) at[verb(route.method)](carry(id, emulator, route, deps))
    const allowed = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
    at.all((request, response) => {
      const answer = emulator.error(405, `${request.method} is not possible at ${request.originalUrl}; ${allowed} ${allowed.includes(',') ? 'are' : 'is'}.`)
      send(response, { ...answer, headers: { ...answer.headers, allow: allowed } })
    })
  }
  router.use((request, response) => send(response, emulator.error(404, `There is no ${request.originalUrl} here.`)))
  router.use(((error: unknown, request, response, _next) => {
    const status = statusOf(error)
    if (status === undefined) deps.log.error({ err: error, provider: id, method: request.method }, "A route of a provider's API failed.")
    send(response, status === undefined ? emulator.error(500, 'The emulated provider failed; its log says more.') : emulator.error(status, messageOf(error)))
  }) satisfies ErrorRequestHandler)
  return router
}

const verb = (method: EmulatorRoute['method']) => method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'

function carry(id: string, emulator: Emulator, route: EmulatorRoute, deps: GatewayDeps): RequestHandler {
  return (request, response) => {
    try {
      send(response, route.handle(read(request, deps), deps.workspace(id)))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      send(response, emulator.error(error.status, error.message))
    }
  }
}

function read(request: Request, deps: GatewayDeps): EmulatorRequest {
  const question = request.originalUrl.indexOf('?')
  const headers = new Map<string, string>()
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = (request.rawHeaders[i] ?? '').toLowerCase()
    const value = request.rawHeaders[i + 1] ?? ''
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return {
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: new URLSearchParams(question < 0 ? '' : request.originalUrl.slice(question + 1)),
    headers: Object.fromEntries(headers),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    baseUrl: `${request.protocol}://${request.headers.host ?? ''}${request.baseUrl}`,
    controlUrl: deps.controlUrl(),
  }
}

/** Express leaves the body out where the request was HEAD. */
function send(response: Response, { status, headers, body }: EmulatorAnswer): void {
  response.status(status)
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  if (body === undefined) response.end()
  else response.type('application/json').send(jsonText(body))
}

const problem = (code: ProblemCode, message: string, details?: Problem['error']['details']): Problem => ({ error: { code, message, ...(details && { details }) } })

function unknownProvider(request: Request, response: Response, providers: string[]): void {
  const message = `No provider answers at ${request.path}. Their APIs are below ${providers.map((id) => `/${id}`).join(', ') || '(there are none)'}.`
  send(response, { status: 404, body: problem('not_found', message, { providers }) })
}

/** Of errors that reading a request gives: too large, cut off, a wrong escape in the path, an unknown encoding. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof ProblemError) return error.status
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

function messageOf(error: unknown): string {
  if (statusOf(error) === 413) return `The body is larger than ${BODY_LIMIT} bytes.`
  return error instanceof Error ? error.message : String(error)
}
