/**
 * W3C Trace Context, https://www.w3.org/TR/trace-context/: who a call belongs to. No provider sends it; we do when we are asked to.
 */
import { z } from 'zod'

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

export const Trace = z
  .strictObject({
    traceparent: z.string().regex(TRACEPARENT, 'expected a traceparent such as 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
    tracestate: z.string().max(512).regex(/^[\x20-\x7e]+$/, 'expected printable ASCII').optional(),
  })
  .meta({ id: 'Trace', description: 'The trace that an event belongs to: each attempt carries it on, as a span of its own. Our extension.' })
export type Trace = z.infer<typeof Trace>

/** The same trace with another span. @param span 16 hex digits. */
export const withSpan = ({ traceparent }: Trace, span: string): string => `${traceparent.slice(0, 36)}${span}${traceparent.slice(52)}`
