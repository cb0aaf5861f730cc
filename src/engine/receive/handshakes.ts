/** Secure connections that came to nothing: they leave no capture, so this is where a user finds them. In memory alone. */
import type { Handshake } from '#contract/tls.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { isoTime } from '../store/ids.ts'

export interface Handshakes {
  failed(what: Omit<Handshake, 'at'>): void
  /** Newest first. */
  list(): Handshake[]
}

const KEPT = 50

export function createHandshakes(clock: Clock, log: Log): Handshakes {
  const failed: Handshake[] = []
  return {
    failed(what) {
      // Anybody may cause one at any rate: no warning each. The name that was called is a stranger's text, which no log has.
      log.info({ peer: what.peer, fault: what.fault }, 'a secure connection came to nothing')
      failed.unshift({ at: isoTime(clock.now()), ...what })
      failed.length = Math.min(failed.length, KEPT)
    },
    list: () => [...failed],
  }
}
