/** Texts that were written or read last, by their row, up to a size. They go by halves, as in `recent.ts`. */
export function createAtHand(mostBytes: number) {
  let young = new Map<number, string>()
  let old = new Map<number, string>()
  let size = 0

  function put(row: number, text: string): void {
    // One that is nearly as large as all of it would drive out the rest.
    if (text.length > mostBytes / 8 || young.has(row)) return
    young.set(row, text)
    size += text.length
    if (size < mostBytes / 2) return
    old = young
    young = new Map()
    size = 0
  }

  return {
    put,
    get(row: number): string | undefined {
      const found = young.get(row)
      if (found !== undefined) return found
      const older = old.get(row)
      // Used again, it is one of the young.
      if (older !== undefined) put(row, older)
      return older
    },
    forget(row: number): void {
      young.delete(row)
      old.delete(row)
    },
    clear(): void {
      young = new Map()
      old = new Map()
      size = 0
    },
  }
}
