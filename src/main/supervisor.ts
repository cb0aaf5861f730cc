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
/** Before it is killed: the three seconds that it gives calls in flight, and some to put on record what became of them. */
const STOP_MS = 5000

export interface SupervisorOptions {
  /** @param before where it was, when this is a restart. */
  readonly fork: (before: Ready | undefined) => UtilityProcess
  /** It is up. @param crashed it had ended unexpectedly, and this is its restart. */
  readonly onUp: (ready: Ready, crashed: boolean) => void
  /** It has ended unexpectedly, and is about to be started again. */
  readonly onCrash: () => void
  /** It is not up and will not be tried again; one sentence. */
  readonly onGivenUp: (message: string) => void
}

export interface Supervisor {
  /** Also after `onGivenUp`, for another try. */
  start(): void
  /** Resolves when the process is gone, or has been killed for taking longer than STOP_MS. */
  stop(): Promise<void>
}

export function createSupervisor({ fork, onUp, onCrash, onGivenUp }: SupervisorOptions): Supervisor {
  let child: UtilityProcess | undefined
  let ready: Ready | undefined
  let crashes = 0
  let waiting: NodeJS.Timeout | undefined
  let stopping: Promise<void> | undefined

  const start = (restarted = false): void => {
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
      onUp(message.ready, restarted)
    })
    engine.once('exit', (code) => {
      if (child !== engine || stopping) return
      child = undefined
      if (upSince !== undefined && Date.now() - upSince > STEADY_MS) crashes = 0
      const delay = BACKOFF_MS[crashes]
      crashes += 1
      if (ready === undefined || delay === undefined) return giveUp(reason ?? `The engine ended unexpectedly (code ${code}).`)
      onCrash()
      waiting = setTimeout(() => start(true), delay)
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

  return { start: () => start(), stop: () => (stopping ??= stop()) }
}
