/** Lists of statuses as text: `200-202, 204`. Pure. */

/** In ascending order, with ranges of three and more drawn together; empty for none. */
export function codesText(codes: readonly number[]): string {
  const runs: [number, number][] = []
  for (const code of [...codes].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && code <= last[1] + 1) last[1] = code
    else runs.push([code, code])
  }
  return runs.flatMap(([from, to]) => (to - from < 2 ? Array.from({ length: to - from + 1 }, (_, n) => String(from + n)) : [`${from}-${to}`])).join(', ')
}

/** Reads statuses and ranges (`500-599`, `5xx`) with commas or spaces between, ascending and each once; empty text: none. Undefined: it says something else. */
export function codesOf(text: string): number[] | undefined {
  const codes = new Set<number>()
  for (const part of text.replace(/\s*[-–]\s*/g, '-').split(/[\s,;]+/).filter(Boolean)) {
    const [, from, to] = /^(\d{3})(?:-(\d{3}))?$/.exec(part) ?? []
    const [, hundred] = /^([1-5])xx$/i.exec(part) ?? []
    const [first, last] = hundred ? [Number(hundred) * 100, Number(hundred) * 100 + 99] : [Number(from), Number(to ?? from)]
    if (!(first <= last)) return undefined
    for (let code = first; code <= last; code++) codes.add(code)
  }
  return [...codes].sort((a, b) => a - b)
}
