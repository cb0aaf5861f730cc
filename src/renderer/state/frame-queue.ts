/** How batches wait for their turn: a stand-in of the browser's functions in tests. */
export interface Frames {
  request(run: () => void): number
  cancel(handle: number): void
  after(run: () => void, ms: number): number
  clear(handle: number): void
}

/** A hidden page gets no animation frames: there the batch is applied after this long, so that it can't grow without end. */
const HIDDEN_MS = 1000

/**
 * From one batch to the next, in milliseconds: a list of which each row changes is read no sooner, and what came meanwhile costs one
 * drawing. After a pause the first is applied at once.
 */
const REST_MS = 100

const browserFrames: Frames = {
  request: (run) => requestAnimationFrame(run),
  cancel: (handle) => cancelAnimationFrame(handle),
  after: (run, ms) => window.setTimeout(run, ms),
  clear: (handle) => window.clearTimeout(handle),
}

/**
 * Gathers what comes in and hands it on in an animation frame, ten times a second at most. Of two entries with one key only the later is kept,
 * in its place: a delivery that changes a hundred times within that time is drawn once.
 */
export function createFrameQueue<T>(keyOf: (entry: T) => string, apply: (entries: T[]) => void, frames: Frames = browserFrames) {
  let waiting = new Map<string, T>()
  let scheduled: { frame: number; timer: number } | undefined
  let resting = false

  const schedule = () => {
    if (waiting.size > 0 && !resting) scheduled ??= { frame: frames.request(flush), timer: frames.after(flush, HIDDEN_MS) }
  }
  const rested = () => {
    resting = false
    schedule()
  }
  const flush = () => {
    if (scheduled) {
      frames.cancel(scheduled.frame)
      frames.clear(scheduled.timer)
      scheduled = undefined
    }
    if (waiting.size === 0) return
    const entries = [...waiting.values()]
    waiting = new Map()
    if (!resting) frames.after(rested, REST_MS)
    resting = true
    apply(entries)
  }
  return {
    push(entries: Iterable<T>): void {
      for (const entry of entries) {
        const key = keyOf(entry)
        waiting.delete(key)
        waiting.set(key, entry)
      }
      schedule()
    },
    /** Forgets what waits: it belongs to a connection that is over. */
    clear(): void {
      waiting = new Map()
      flush()
    },
  }
}
