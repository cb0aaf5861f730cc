/**
 * The bodies that were used last, by a number made of their bytes: whoever finds one compares the bytes. They go by halves: to take out
 * the oldest one with each that comes would cost as much as to make the number.
 */
import { crc32 } from 'node:zlib'

export interface RecentBody {
  readonly id: number
  /** Of a small one, which is found often: `ok`. */
  readonly bytes: Buffer | null
}

const SMALL_BYTES = 512

/** Equal bytes have equal ones; others nearly never do. */
export const markOf = (bytes: Uint8Array): number => bytes.length * 2 ** 32 + crc32(bytes)

export function createRecent(most: number) {
  interface Half {
    readonly byMark: Map<number, RecentBody>
    readonly byId: Map<number, number>
  }
  const empty = (): Half => ({ byMark: new Map(), byId: new Map() })
  let young = empty()
  let old = empty()

  function put(mark: number, body: RecentBody): void {
    young.byMark.set(mark, body)
    young.byId.set(body.id, mark)
    if (young.byMark.size < most / 2) return
    old = young
    young = empty()
  }

  return {
    add: (mark: number, id: number, bytes: Uint8Array): void => put(mark, { id, bytes: bytes.length <= SMALL_BYTES ? Buffer.from(bytes) : null }),
    find(mark: number): RecentBody | undefined {
      const found = young.byMark.get(mark)
      if (found !== undefined) return found
      const older = old.byMark.get(mark)
      // Used again, it is one of the young.
      if (older !== undefined) put(mark, older)
      return older
    },
    forget(id: number): void {
      for (const { byMark, byId } of [young, old]) {
        const mark = byId.get(id)
        if (mark === undefined) continue
        byId.delete(id)
        if (byMark.get(mark)?.id === id) byMark.delete(mark)
      }
    },
    clear(): void {
      young = empty()
      old = empty()
    },
  }
}
