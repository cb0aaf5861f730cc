/** The front desk: one Express app that serves the page and the control API, for this machine only. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { API_BASE, api, type Parsed } from '#contract/api.ts'
import { EXPORT_FORMATS, IMPORT_BYTES } from '#contract/capture-file.ts'
import { keepDigits, writeDigits } from '#contract/json-text.ts'
import { ProblemError } from '#contract/problem.ts'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import openapi from '../../resources/openapi.json' with { type: 'json' }
import { createHandlers, type HandlerDeps } from './handlers.ts'
import { createLiveFeed } from './live.ts'
import { createMetrics } from './metrics.ts'
import { createPage } from './page.ts'
import { refusalOf } from './problem-body.ts'
import { createRoutes } from './routes.ts'
import { onlyOurNames, requireToken, securityHeaders } from './security.ts'

export interface ControlDeps extends HandlerDeps {
  readonly token: string
  readonly pageDir: string
  /** `host:port` under which the listener may be addressed; known once it listens. */
  readonly authorities: () => readonly string[]
  readonly log: { error(details: object, message: string): void }
}

export interface Control {
  readonly app: Express
  /** Ends what never ends by itself: the feeds. */
  close(): void
}

const BODY_LIMIT = '8mb'
/** Whatever the sender calls it: what it is shows in the bytes. */
const takeFile = express.raw({ limit: IMPORT_BYTES, type: () => true })

export function createControl(deps: ControlDeps): Control {
  const { engine, log } = deps
  const live = createLiveFeed(engine, deps.status)
  const captureBody: RequestHandler<{ id: string }> = (request, response) => {
    const bytes = engine.captures.body(request.params.id)
    // A download and never a document: what was captured is hostile.
    response.set({ 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename="${request.params.id}.bin"`, 'Cache-Control': 'no-store' })
    response.end(bytes)
  }

  const exportCaptures: RequestHandler = async (_request, response) => {
    const what = response.locals.body as Parsed<'exportCaptures'>['body']
    const pieces = engine.captures.export(what, deps.status().version)
    const { type, ending } = EXPORT_FORMATS[what.format]
    response.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="captures${ending}"`, 'Cache-Control': 'no-store' })
    // Cut off, and so noticed, when it cannot go on; a reader that goes away is no fault.
    await pipeline(Readable.from(pieces), response).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') log.error({ err: error }, 'an export could not be written to its end')
    })
  }

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('json replacer', writeDigits)
  app.use(securityHeaders, onlyOurNames(deps.authorities))
  app.use(
    API_BASE,
    requireToken(deps.token),
    (request, response, next) => (request.path === api.importCaptures.path ? takeFile(request, response, next) : next()),
    express.json({ limit: BODY_LIMIT, type: 'application/json', strict: false, reviver: keepDigits }),
    createRoutes(createHandlers(deps), {
      getLive: live.handler,
      getOpenapi: (_request, response) => void response.json(openapi),
      getCaptureBody: captureBody as unknown as RequestHandler,
      exportCaptures,
    }),
    (request) => {
      throw new ProblemError('not_found', `There is no route ${request.method} ${request.originalUrl.split('?')[0]}: ${API_BASE}/openapi.json lists them.`)
    },
  )
  app.get('/metrics', requireToken(deps.token), createMetrics({ engine, status: deps.status, streams: live.open }))
  app.use(createPage(deps.pageDir))
  app.use((request) => {
    throw new ProblemError('not_found', `There is nothing at ${request.method} ${request.path}.`)
  })

  const onError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    const refusal = refusalOf(error)
    if (refusal.fault) log.error({ err: error, method: request.method, path: request.path }, 'a control route failed')
    if (response.headersSent) next(error)
    else response.status(refusal.status).set('Cache-Control', 'no-store').json(refusal.body)
  }
  app.use(onError)

  return { app, close: live.close }
}
