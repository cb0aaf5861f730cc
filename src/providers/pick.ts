/** Chance that can be repeated: the same seed and name give the same choices. */

/** A whole number from 0 up to `below`. */
export type Pick = (below: number) => number

/**
 * Mulberry32 over the seed and a name: the same seed gives other values under another name.
 * @param seed a whole number of 32 bits.
 */
export function pickerOf(seed: number, name: string): Pick {
  let state = seed | 0
  for (const char of name) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193)
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
