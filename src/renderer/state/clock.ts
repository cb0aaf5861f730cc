import { useCallback, useSyncExternalStore } from 'react'
import { useStore } from './store.ts'

/** The server's time in milliseconds: of two machines, or of a virtual clock, only that one fits the times on screen. */
export const serverNow = (): number => serverTime(Date.now())

/** How far it is ahead of this machine, ms; behind: negative. */
export const serverAhead = (): number => serverNow() - Date.now()

/** What the server's time is, or lately was, when this machine's is `local`. Virtual time stands where it was told last. */
export function serverTime(local: number): number {
  const { status, clockOffsetMs } = useStore.getState()
  return status?.clock.mode === 'virtual' ? Date.parse(status.clock.now) : local + clockOffsetMs
}

/** The server's time, renewed every `everyMs` (default a second) and whenever a virtual clock moves. */
export function useNow(everyMs = 1000): number {
  const subscribe = useCallback(
    (tell: () => void) => {
      const timer = window.setInterval(tell, everyMs)
      const unsubscribe = useStore.subscribe((state, before) => {
        if (state.status?.clock.now !== before.status?.clock.now) tell()
      })
      return () => {
        window.clearInterval(timer)
        unsubscribe()
      }
    },
    [everyMs],
  )
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / everyMs) * everyMs)
}
