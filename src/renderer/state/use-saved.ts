import { useEffect, useRef, useState } from 'react'
import type { Client } from '#client/http.ts'
import { useStore } from './store.ts'

export interface SavedState<T> {
  /** What the user has made of it, from the moment of the change on. */
  readonly value: T
  readonly change: (value: T) => void
  readonly busy: boolean
  readonly error: unknown
}

/**
 * A value that is saved with every change. It shows at once and is saved one change at a time: what comes while one is on its way
 * is saved after it, the last alone, so that nothing a quick hand does is lost or undone. What could not be saved is shown as it is stored.
 */
export function useSaved<T>(stored: T, save: (client: Client, value: T) => Promise<void>): SavedState<T> {
  const client = useStore((state) => state.connection.client)
  const [wanted, setWanted] = useState<{ value: T } | null>(null)
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  const next = useRef<{ value: T } | null>(null)
  const saving = useRef(false)

  // The store has what was saved, or what somebody else made of it since.
  useEffect(() => {
    if (!saving.current) setWanted(null)
  }, [stored])

  async function saveAll(to: Client): Promise<void> {
    saving.current = true
    let error: unknown = null
    while (next.current && error === null) {
      const { value } = next.current
      next.current = null
      try {
        await save(to, value)
      } catch (problem) {
        error = problem
      }
    }
    next.current = null
    saving.current = false
    if (error !== null) setWanted(null)
    setState({ busy: false, error })
  }

  return {
    value: wanted ? wanted.value : stored,
    ...state,
    change(value) {
      if (!client) return
      next.current = { value }
      setWanted({ value })
      if (saving.current) return
      setState({ busy: true, error: null })
      void saveAll(client)
    },
  }
}
