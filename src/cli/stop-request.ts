import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Resolves when the process is asked to stop: by a signal, or because nobody reads its output any more. A second signal ends the
 * process at once, with 128 and its number as the exit code, as a shell reports a process that a signal killed.
 */
export function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (asked) process.exit(128 + constants.signals[signal])
        asked = true
        resolve()
      })
    }
    process.stdout.on('error', () => resolve())
  })
}
