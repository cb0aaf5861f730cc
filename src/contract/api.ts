import type { z } from 'zod'
import type { Route } from './route.ts'
import { awaiting } from './routes/awaiting.ts'
import { comparing } from './routes/comparing.ts'
import { instance } from './routes/instance.ts'
import { providers } from './routes/providers.ts'
import { receiving } from './routes/receiving.ts'
import { scenarios } from './routes/scenarios.ts'
import { sending } from './routes/sending.ts'

/** Prefix of every path in the table. */
export const API_BASE = '/api/v1'

export type Api = typeof instance & typeof providers & typeof sending & typeof receiving & typeof comparing & typeof awaiting & typeof scenarios

/** Every route of the control API. */
export const api: Api = { ...instance, ...providers, ...sending, ...receiving, ...comparing, ...awaiting, ...scenarios } satisfies Record<string, Route>

export type Operation = keyof Api

type In<T> = T extends z.ZodType ? z.input<T> : undefined
type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type Part<K extends Operation, P extends string> = Api[K] extends Record<P, infer S> ? S : undefined

/** What a caller passes: parts a route does not have are absent. */
export type Call<K extends Operation> = (Part<K, 'params'> extends undefined ? unknown : { params: In<Part<K, 'params'>> }) &
  (Part<K, 'query'> extends undefined ? unknown : { query?: In<Part<K, 'query'>> }) &
  (Part<K, 'body'> extends undefined ? unknown : { body: In<Part<K, 'body'>> })
/** What a handler gets, parsed. */
export type Parsed<K extends Operation> = { params: Out<Part<K, 'params'>>; query: Out<Part<K, 'query'>>; body: Out<Part<K, 'body'>> }
/** What comes back. */
export type Answered<K extends Operation> = Out<Api[K]['ok']['schema']>

