/** How batches wait for their turn: a stand-in of the browser's functions in tests. */
export interface Frames {
  request(run: () => void): number
  cancel(handle: number): void
  after(run: () => void, ms: number): number
  clear(handle: number): void
}

/** A hidden page gets no animation frames: there the batch is applied after this long, so that it can't grow without end. */
const HIDDEN_MS = 1000

const browserFrames: Frames = {
  request: (run) => requestAnimationFrame(run),
  cancel: (handle) => cancelAnimationFrame(handle),
  after: (run, ms) => window.setTimeout(run, ms),
  clear: (handle) => window.clearTimeout(handle),
}

/**
 * Gathers what comes in and hands it on once per animation frame. Of two entries with one key only the later is kept, in its
 * place: a delivery that changes a hundred times within a frame is drawn once.
 */
export function createFrameQueue<T>(keyOf: (entry: T) => string, apply: (entries: T[]) => void, frames: Frames = browserFrames) {
  let waiting = new Map<string, T>()
  let scheduled: { frame: number; timer: number } | undefined

  const flush = () => {
    if (scheduled) {
      frames.cancel(scheduled.frame)
      frames.clear(scheduled.timer)
      scheduled = undefined
    }
    if (waiting.size === 0) return
    const entries = [...waiting.values()]
    waiting = new Map()
    apply(entries)
  }
  return {
    push(entries: Iterable<T>): void {
      for (const entry of entries) {
        const key = keyOf(entry)
        waiting.delete(key)
        waiting.set(key, entry)
      }
      if (waiting.size > 0) scheduled ??= { frame: frames.request(flush), timer: frames.after(flush, HIDDEN_MS) }
    },
    flush,
    /** Forgets what waits: it belongs to a connection that is over. */
    clear(): void {
      waiting = new Map()
      flush()
    },
  }
}
