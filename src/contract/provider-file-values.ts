/** Values as people write them in provider files, and what they become. */
import { z } from 'zod'

const UNIT = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const YEAR = 365 * UNIT.d
const DURATION = 'expected a duration such as 500ms, 10s, 5m, 2h or 3d, or whole milliseconds; 365d at most'

/** Becomes milliseconds. */
export const Duration = z
  .union([z.int().min(0).max(YEAR), z.string().regex(/^\d{1,9}(ms|s|m|h|d)$/, DURATION)], { error: DURATION })
  .transform((given, context) => {
    if (typeof given === 'number') return given
    const [, amount = '', unit = ''] = /^(\d+)(\w+)$/.exec(given) ?? []
    const ms = Number(amount) * (UNIT[unit as keyof typeof UNIT] ?? NaN)
    if (ms <= YEAR) return ms
    context.addIssue({ code: 'custom', message: DURATION })
    return z.NEVER
  })
  .meta({ description: '500ms, 10s, 5m, 2h, 3d, or milliseconds.' })

const CODES = 'expected statuses such as 200, 2xx or 200-299, or a list of them'
const one = z.union([z.int().min(100).max(599), z.string().regex(/^[1-5]xx$|^[1-5]\d\d-[1-5]\d\d$/, CODES)], { error: CODES })

function codesOf(given: number | string): number[] {
  if (typeof given === 'number') return [given]
  const [from = 0, to = 0] = given.endsWith('xx') ? [Number(given.charAt(0)) * 100, Number(given.charAt(0)) * 100 + 99] : given.split('-').map(Number)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

/** Becomes each status, in order. */
export const codes = z
  .union([one, z.array(one).max(500)], { error: CODES })
  .transform((given) => [...new Set([given].flat().flatMap(codesOf))].sort((a, b) => a - b))
  .meta({ description: '200, 2xx, 200-299, or a list of them.' })

export const InterimCodes = codes.refine((all) => all.every((code) => code < 200), 'an interim status is from 100 to 199')

export const Retry = z
  .union(
    [
      z.strictObject({ ladder: z.array(Duration).min(1).max(100).meta({ description: 'Wait after the n-th failed attempt; the last one repeats.' }) }),
      z.strictObject({ exponential: z.strictObject({ first: Duration, factor: z.number().min(1).max(100), max: Duration }) }),
    ],
    { error: 'expected {ladder: [10s, 1m]} or {exponential: {first: 10s, factor: 2, max: 1h}}' },
  )
  .transform((given) =>
    'ladder' in given
      ? ({ kind: 'ladder', delaysMs: given.ladder } as const)
      : ({ kind: 'exponential', firstMs: given.exponential.first, factor: given.exponential.factor, maxMs: given.exponential.max } as const),
  )
