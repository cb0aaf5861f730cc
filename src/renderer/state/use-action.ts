import { useState } from 'react'
import type { Client } from '#client/http.ts'
import { useStore } from './store.ts'

export interface ActionState<A extends unknown[]> {
  /** Does it, unless it is being done. Never throws: what went wrong is in `error`. */
  readonly run: (...args: A) => Promise<void>
  readonly busy: boolean
  readonly error: unknown
  readonly clear: () => void
}

/** A button's work: one at a time, with its failure kept for the place that shows it. */
export function useAction<A extends unknown[]>(act: (client: Client, ...args: A) => Promise<void>, onError?: (error: unknown) => void): ActionState<A> {
  const client = useStore((state) => state.connection.client)
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  return {
    ...state,
    clear: () => setState({ busy: false, error: null }),
    run: async (...args) => {
      if (!client || state.busy) return
      setState({ busy: true, error: null })
      try {
        await act(client, ...args)
        setState({ busy: false, error: null })
      } catch (error) {
        setState({ busy: false, error })
        onError?.(error)
      }
    },
  }
}
