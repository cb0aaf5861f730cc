import { useLocation } from 'wouter'
import { DEMO_INBOX, makeDemo, removeDemo } from '#client/demo.ts'
import { usePreferences } from './preferences.ts'
import { useStore } from './store.ts'
import { beginTour } from './tour.ts'
import { useAction } from './use-action.ts'
import type { ActionState } from './use-action.ts'

export interface DemoControl {
  readonly exists: boolean
  /** Sets it up, opens the delivery of it that fails, and shows around whoever has not been. */
  readonly make: ActionState<[]>
  readonly remove: ActionState<[]>
}

/** The working demo of this workspace. `onDone`: with what to say of it. */
export function useDemo(onDone: (sentence: string) => void, onError: (error: unknown) => void): DemoControl {
  const [, go] = useLocation()
  const exists = useStore((state) => [...state.inboxes.items.values()].some(({ name }) => name === DEMO_INBOX))
  const make = useAction(async (client) => {
    const { failing } = await makeDemo(client)
    go(`/deliveries/${failing}`)
    if (usePreferences.getState().toured) return onDone(`The demo is set up: ${failing} waits for its inbox ${DEMO_INBOX} to be mended.`)
    await beginTour(client, failing)
  }, onError)
  const remove = useAction(async (client) => {
    await removeDemo(client)
    onDone('The demo is removed; its deliveries stay on record.')
  }, onError)
  return { exists, make, remove }
}
