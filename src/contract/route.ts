import { z } from 'zod'
import type { ProblemCode } from './problem.ts'

/**
 * One route of the control API. Server, client, command line and the OpenAPI document are derived from it.
 * `ok.schema` null: no body (204); `ok.type`: not JSON.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Media type of a body that is a file, passed on as its bytes; absent: JSON of `body`'s shape. */
  readonly bodyType?: string
  readonly ok: { readonly status: number; readonly schema: z.ZodType | null; readonly type?: string }
  /** What it answers besides 200 and the problems any route may give (400, 401, 403, 500, 503, 507). */
  readonly problems?: readonly ProblemCode[]
}

export const route = <const R extends Route>(r: R): R => r
export const ok = <T extends z.ZodType>(schema: T) => ({ status: 200, schema }) as const

export const id = z.object({ id: z.string().max(50) })
/** Query values are text: only these two spellings are a flag. */
export const flag = z.enum(['true', 'false']).default('false').transform((v) => v === 'true')
export const reveal = z.object({ reveal: flag.meta({ description: 'Show secrets.' }) })
