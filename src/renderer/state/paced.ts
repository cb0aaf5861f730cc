/**
 * Runs at once, and then at most once every `everyMs`: what is asked for in between is run once, when that time is over. So the last
 * of a flood of changes is never missed. `everyMs` 0 runs each time.
 */
export function paced(run: () => void, everyMs: number) {
  let resting: ReturnType<typeof setTimeout> | undefined
  let asked = false

  const now = (): void => {
    asked = false
    if (everyMs > 0) resting = setTimeout(rested, everyMs)
    run()
  }
  const rested = (): void => {
    resting = undefined
    if (asked) now()
  }
  return {
    run(): void {
      if (resting === undefined) now()
      else asked = true
    },
    stop(): void {
      clearTimeout(resting)
    },
  }
}
