import { useSyncExternalStore } from 'react'
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
  return useSyncExternalStore(tickerOf(everyMs), () => Math.floor(serverNow() / everyMs) * everyMs)
}

type Ticker = (tell: () => void) => () => void
const tickers = new Map<number, Ticker>()

function tickerOf(everyMs: number): Ticker {
  const ticker = tickers.get(everyMs) ?? createTicker(everyMs)
  tickers.set(everyMs, ticker)
  return ticker
}

/** One timer for all who want the time this often: every row of a list does. It stands while nobody does. */
function createTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>()
  let stop: (() => void) | undefined
  const start = () => {
    const tellAll = () => listeners.forEach((tell) => tell())
    const timer = window.setInterval(tellAll, everyMs)
    const unsubscribe = useStore.subscribe((state, before) => {
      if (state.status?.clock.now !== before.status?.clock.now) tellAll()
    })
    return () => {
      window.clearInterval(timer)
      unsubscribe()
    }
  }
  return (tell) => {
    stop ??= start()
    listeners.add(tell)
    return () => {
      listeners.delete(tell)
      if (listeners.size > 0) return
      stop?.()
      stop = undefined
    }
  }
}
