/** Whether calls are made at all. Paused by a user, it stays so over a restart: what they held back must not leave because the machine was started again. */
import type { Sending } from '#contract/sending.ts'
import type { Store } from '../store/open.ts'
import type { Lanes } from './lanes.ts'

const SETTING = 'sendingPaused'

export function createSendingDesk({ store, lanes, changed }: { store: Store; lanes: Lanes; changed: () => void }) {
  let paused = store.settings.get(SETTING) === true
  lanes.pause(paused)
  return {
    get: (): Sending => ({ paused }),
    change(to: Sending): Sending {
      store.settings.keep(SETTING, to.paused)
      paused = to.paused
      lanes.pause(paused)
      changed()
      return { paused }
    },
  }
}
