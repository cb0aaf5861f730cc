import type { Headers } from '#contract/common.ts'
import type { HeaderDiff } from '#contract/diff.ts'
import { align } from './align.ts'

/** RFC 9110, 7.6.1, and what RFC 2616 had beside it. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']
const FORWARDING = /^(via|forwarded|x-forwarded-.+|x-real-ip)$/

/** All headers of both, in the order of the first, what only the second has where it stands there. */
export function diffHeaders(a: Headers, b: Headers): HeaderDiff[] {
  const hops = new Set([...HOP_BY_HOP, ...[...a, ...b].flatMap(([name, value]) => (lower(name) === 'connection' ? value.split(',').map((token) => lower(token.trim())) : []))])
  const partners = partnersOf(a, b)
  const moved = movedOf(partners)
  const roleOf = (name: string): HeaderDiff['role'] => (hops.has(lower(name)) ? 'hop-by-hop' : FORWARDING.test(lower(name)) ? 'forwarding' : null)
  const side = (headers: Headers, at: number) => ({ number: at + 1, name: headers[at]?.[0] ?? '', value: headers[at]?.[1] ?? '' })

  const told: HeaderDiff[] = []
  const taken = new Set(partners.values())
  let nextB = 0
  /** Those that only `b` has, up to a place in it. */
  const addUpTo = (end: number): void => {
    for (; nextB < end; nextB++) {
      if (taken.has(nextB)) continue
      const own = side(b, nextB)
      told.push({ mark: 'added', a: null, b: own, differs: [], role: roleOf(own.name) })
    }
  }
  a.forEach((_, at) => {
    const own = side(a, at)
    const partner = partners.get(at)
    if (partner === undefined) return void told.push({ mark: 'removed', a: own, b: null, differs: [], role: roleOf(own.name) })
    if (!moved.has(at)) addUpTo(partner)
    const other = side(b, partner)
    const differs: HeaderDiff['differs'] = []
    if (own.value !== other.value) differs.push('value')
    if (own.name !== other.name) differs.push('case')
    if (moved.has(at)) differs.push('order')
    told.push({ mark: differs.length > 0 ? 'changed' : 'same', a: own, b: other, differs, role: roleOf(own.name) })
  })
  addUpTo(b.length)
  return told
}

const lower = (text: string): string => text.toLowerCase()

/** For each header of `a` its like in `b`: one with the same value where there is one, else the next of that name. */
function partnersOf(a: Headers, b: Headers): Map<number, number> {
  const partners = new Map<number, number>()
  const match = (keyOf: (header: readonly [string, string]) => string): void => {
    const free = new Map<string, number[]>()
    const taken = new Set(partners.values())
    b.forEach((header, at) => {
      if (taken.has(at)) return
      const key = keyOf(header)
      const places = free.get(key)
      if (places) places.push(at)
      else free.set(key, [at])
    })
    for (const places of free.values()) places.reverse()
    a.forEach((header, at) => {
      const place = partners.has(at) ? undefined : free.get(keyOf(header))?.pop()
      if (place !== undefined) partners.set(at, place)
    })
  }
  match(([name, value]) => `${lower(name)}:${value}`)
  match(([name]) => lower(name))
  return partners
}

/** Those that stand elsewhere among those that both have: as few as explain the new order. */
function movedOf(partners: Map<number, number>): Set<number> {
  const inA = [...partners.keys()].sort((one, other) => one - other)
  const inB = [...inA].sort((one, other) => (partners.get(one) ?? 0) - (partners.get(other) ?? 0))
  return new Set(align(inA, inB).flatMap(([a, b]) => (a !== null && b === null ? [inA[a] ?? 0] : [])))
}
