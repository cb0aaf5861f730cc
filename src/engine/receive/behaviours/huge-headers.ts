import type { Headers } from '#contract/common.ts'
import { outgoing } from '../respond.ts'
import type { Behave } from './behave.ts'

/** Of one header's value: servers and proxies have limits for single ones, too. */
const MOST = 8_000

/** A well-formed answer with more headers than clients take. */
export const hugeHeaders: Behave<'huge-headers'> = ({ size, headers = [], ...message }, wire) => {
  const filler: Headers = []
  for (let left = size; left > 0; left -= MOST) filler.push([`X-Filler-${filler.length + 1}`, 'x'.repeat(Math.min(left, MOST))])
  return wire.answer(outgoing({ ...message, headers: [...headers, ...filler] }))
}
