/** Of a longer name than this only the beginning is compared: whoever mistypes does not write more. */
const COMPARED = 120

/**
 * The names most like `name`, the closest first. Compared are pairs of letters in any case, the rarer the weightier: what all names
 * end in says little about which one was meant.
 */
export function closest(name: string, names: readonly string[], most = 5): string[] {
  const all = names.map((one) => ({ one, pairs: pairsOf(one) }))
  const weight = (pair: string): number => Math.log((names.length + 1) / Math.max(1, all.filter(({ pairs }) => pairs.has(pair)).length))
  const asked = pairsOf(name)
  const weights = new Map([...asked, ...all.flatMap(({ pairs }) => [...pairs])].map((pair) => [pair, weight(pair)]))
  const sum = (pairs: Iterable<string>): number => [...pairs].reduce((total, pair) => total + (weights.get(pair) ?? 0), 0)
  const likeness = (pairs: ReadonlySet<string>): number => sum([...asked].filter((pair) => pairs.has(pair))) / (sum(asked) + sum(pairs) || 1)
  return all
    .map(({ one, pairs }) => ({ one, likeness: likeness(pairs) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ one }) => one)
}

/** The pairs of neighbouring letters, and the first and last letter as such. */
function pairsOf(name: string): ReadonlySet<string> {
  const text = ` ${name.slice(0, COMPARED).toLowerCase()} `
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
}
