/** Binds the contract's table to its handlers: parses what comes, answers what the table says, 405 for other methods. */
import { api, type Operation } from '#contract/api.ts'
import type { Route } from '#contract/route.ts'
import { ProblemError } from '#contract/problem.ts'
import { Router, type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Handlers, ServedElsewhere } from './handlers.ts'
import { badPart } from './problem-body.ts'

/** A name that the route does not know is a mistake to tell of, not to pass over. */
const strictly = (schema: z.ZodType): z.ZodType => (schema instanceof z.ZodObject ? schema.strict() : schema)

function parser(part: 'path' | 'query' | 'body', schema: z.ZodType | undefined): (value: unknown) => unknown {
  if (!schema) return () => undefined
  const strict = strictly(schema)
  return (value) => {
    const parsed = strict.safeParse(value)
    if (!parsed.success) throw badPart(part, parsed.error)
    return parsed.data
  }
}

/** A body that is a file; no body is an empty one. */
const bytesOf = (request: Request): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))

/** @param elsewhere routes that are served by a handler of their own; their parts are checked all the same. */
export function createRoutes(handlers: Handlers, elsewhere: Readonly<Record<ServedElsewhere, RequestHandler>>): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const methods = new Map<string, string[]>()

  for (const [operation, route] of Object.entries(api) as [Operation, Route][]) {
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method])
    const params = parser('path', route.params)
    const query = parser('query', route.query ?? z.object({}))
    const body = parser('body', route.body)

    const parse = (request: Request): { params: unknown; query: unknown; body: unknown } => {
      if (route.body && !route.bodyType && request.headers['content-type'] !== undefined && !request.is('application/json')) {
        throw new ProblemError('unsupported_media_type', `This route takes a JSON body: the content-type is ${JSON.stringify(request.headers['content-type'])}.`)
      }
      return { params: params(request.params), query: query(request.query), body: route.bodyType ? bytesOf(request) : body(route.body ? (request.body ?? {}) : undefined) }
    }

    if (operation in elsewhere) {
      const handle = elsewhere[operation as ServedElsewhere]
      router[method](route.path, (request, response, next) => {
        response.locals.body = parse(request).body
        return handle(request, response, next)
      })
      continue
    }
    const handle = handlers[operation as keyof Handlers] as (input: unknown, signal: AbortSignal) => unknown
    router[method](route.path, async (request, response) => {
      const gone = new AbortController()
      response.once('close', () => gone.abort())
      const result = await handle(parse(request), gone.signal)
      if (response.destroyed) return
      response.status(route.ok.status)
      response.set('Cache-Control', 'no-store')
      if (route.ok.schema) response.json(result)
      else response.end()
    })
  }

  for (const [path, allowed] of methods) {
    router.all(path, (request, response) => {
      response.set('Allow', allowed.join(', '))
      throw new ProblemError('method_not_allowed', `${request.method} is not a method of this route: it takes ${allowed.join(', ')}.`)
    })
  }
  return router
}
