/**
 * The rows that were used last, by the SHA-256 of their bytes. They go by halves: to take out the oldest one with each that comes would cost as
 * much as to hash it.
 */
export function createRecent(most: number) {
  interface Half {
    readonly byDigest: Map<string, number>
    readonly byId: Map<number, string>
  }
  const empty = (): Half => ({ byDigest: new Map(), byId: new Map() })
  let young = empty()
  let old = empty()

  function add(digest: string, id: number): void {
    young.byDigest.set(digest, id)
    young.byId.set(id, digest)
    if (young.byDigest.size < most / 2) return
    old = young
    young = empty()
  }

  return {
    add,
    find(digest: string): number | undefined {
      const found = young.byDigest.get(digest)
      if (found !== undefined) return found
      const older = old.byDigest.get(digest)
      // Used again, it is one of the young.
      if (older !== undefined) add(digest, older)
      return older
    },
    forget(id: number): void {
      for (const { byDigest, byId } of [young, old]) {
        const digest = byId.get(id)
        if (digest === undefined) continue
        byId.delete(id)
        byDigest.delete(digest)
      }
    },
    clear(): void {
      young = empty()
      old = empty()
    },
  }
}
