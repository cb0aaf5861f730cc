/**
 * Keeps the engine process running. Its life: starting -> up (its `ready` came) -> crashed -> waiting -> starting ...;
 * given up when it fails at its first start, or crashes more often than the backoff has steps; stopped when asked to.
 * A restart keeps addresses and token, so that the page and the user's receivers find it where it was.
 */
import type { UtilityProcess } from 'electron'
import type { Ready } from '#contract/ready.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

/** Wait before the n-th restart. */
const BACKOFF_MS = [250, 1000, 4000] as const
/** Up for this long, the crashes before are forgotten. */
const STEADY_MS = 60_000
/** The engine's time to finish what is under way, before it is killed. */
const STOP_MS = 3000

export interface SupervisorOptions {
  /** @param before where it was, when this is a restart. */
  readonly fork: (before: Ready | undefined) => UtilityProcess
  /** It is up, for the first time or again. */
  readonly onUp: (ready: Ready) => void
  /** It is not up and will not be tried again; one sentence. */
  readonly onGivenUp: (message: string) => void
}

export interface Supervisor {
  /** Also after `onGivenUp`, for another try. */
  start(): void
  /** Resolves when the process is gone, or has been killed for taking longer than STOP_MS. */
  stop(): Promise<void>
}

export function createSupervisor({ fork, onUp, onGivenUp }: SupervisorOptions): Supervisor {
  let child: UtilityProcess | undefined
  let ready: Ready | undefined
  let crashes = 0
  let waiting: NodeJS.Timeout | undefined
  let stopping: Promise<void> | undefined

  const start = (): void => {
    let upSince: number | undefined
    let reason: string | undefined
    const engine = fork(ready)
    child = engine
    engine.on('message', (message: FromEngine) => {
      if (message.type === 'ready') upSince = Date.now()
      else tellToStop(engine)
      if (message.type === 'failed') {
        reason = message.message
        return
      }
      // Somebody else's is not ours to restart or to stop.
      if (message.type === 'elsewhere') child = undefined
      ready = message.ready
      onUp(message.ready)
    })
    engine.once('exit', (code) => {
      if (child !== engine || stopping) return
      child = undefined
      if (upSince !== undefined && Date.now() - upSince > STEADY_MS) crashes = 0
      const delay = BACKOFF_MS[crashes]
      crashes += 1
      if (ready === undefined || delay === undefined) return giveUp(reason ?? `The engine ended unexpectedly (code ${code}).`)
      waiting = setTimeout(start, delay)
    })
  }

  const tellToStop = (engine: UtilityProcess): void => engine.postMessage({ type: 'stop' } satisfies ToEngine)

  const giveUp = (message: string): void => {
    crashes = 0
    onGivenUp(message)
  }

  const stop = async (): Promise<void> => {
    clearTimeout(waiting)
    const engine = child
    if (!engine) return
    await new Promise<void>((resolve) => {
      const cap = setTimeout(() => {
        engine.kill()
        resolve()
      }, STOP_MS)
      engine.once('exit', () => {
        clearTimeout(cap)
        resolve()
      })
      tellToStop(engine)
    })
  }

  return { start, stop: () => (stopping ??= stop()) }
}
