/** Timers in the order in which they fall due: a binary heap that can take any of them out again. */

export interface Timer {
  readonly time: number
  /** Of two at the same time, the one asked for first runs first. */
  readonly order: number
  readonly run: () => void
  /** Place in the heap; -1 when it is not in it. */
  at: number
}

export interface Timers {
  readonly size: number
  first(): Timer | undefined
  add(timer: Timer): void
  /** Does nothing when it is not in it. */
  remove(timer: Timer): void
}

const before = (a: Timer, b: Timer): boolean => a.time < b.time || (a.time === b.time && a.order < b.order)

export function createTimers(): Timers {
  const heap: Timer[] = []

  function put(timer: Timer, at: number): void {
    heap[at] = timer
    timer.at = at
  }

  function rise(timer: Timer, from: number): void {
    let at = from
    for (let parent = heap[(at - 1) >> 1]; at > 0 && parent && before(timer, parent); parent = heap[(at - 1) >> 1]) {
      put(parent, at)
      at = (at - 1) >> 1
    }
    put(timer, at)
  }

  function sink(timer: Timer, from: number): void {
    let at = from
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      const child = left && right && before(right, left) ? right : left
      if (!child || !before(child, timer)) break
      const next = child.at
      put(child, at)
      at = next
    }
    put(timer, at)
  }

  return {
    get size() {
      return heap.length
    },
    first: () => heap[0],
    add: (timer) => rise(timer, heap.length),
    remove(timer) {
      const { at } = timer
      if (at < 0) return
      timer.at = -1
      const last = heap.pop()
      if (!last || last === timer) return
      if (before(last, timer)) rise(last, at)
      else sink(last, at)
    },
  }
}
