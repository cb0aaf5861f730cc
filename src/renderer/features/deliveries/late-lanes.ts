import type { LateCall } from './late-call.ts'
import type { Strip } from './strip-layout.ts'

/** A call that stays open beyond its outcome, below the attempts that come meanwhile. */
export interface LateBar {
  readonly call: LateCall
  /** From the strip's beginning, rem. */
  readonly x: number
  readonly width: number
  /** Those that overlap lie below one another; from 0. */
  readonly lane: number
}

export interface LateLanes {
  readonly bars: readonly LateBar[]
  readonly lanes: number
  /** Calls for which there was no room. */
  readonly left: number
}

const LANES = 3
/** Rem: what is shorter could not be seen. */
const LEAST = 0.75

/** Places the late calls below the strip: the selected attempt's first, then the newest, in as few lanes as they need and three at most. Pure. */
export function lateLanes(calls: readonly LateCall[], strip: Strip, selected: number, now: number): LateLanes {
  const order = calls.toSorted((a, b) => Number(b.number === selected) - Number(a.number === selected) || b.number - a.number)
  const bars: LateBar[] = []
  let left = 0
  for (const call of order) {
    const x = strip.xOf(call.from)
    const end = strip.xOf(call.until ?? now)
    // What begins and ends among attempts that are folded is folded with them.
    if (strip.parts.some((part) => part.kind === 'hidden' && call.number >= part.from && call.number <= part.to && end <= part.x + part.width)) continue
    const width = Math.max(LEAST, end - x)
    const isFree = (lane: number): boolean => bars.every((bar) => bar.lane !== lane || x >= bar.x + bar.width || bar.x >= x + width)
    const lane = Array.from({ length: LANES }, (_, n) => n).find(isFree)
    if (lane === undefined) left++
    else bars.push({ call, x, width, lane })
  }
  return { bars: bars.toSorted((a, b) => a.call.number - b.call.number), lanes: Math.max(0, ...bars.map(({ lane }) => lane + 1)), left }
}
