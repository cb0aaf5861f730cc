import { useCallback, useEffect, useRef, useState } from 'react'
import type { Client } from '#client/http.ts'
import type { LiveChange } from '#contract/live.ts'
import { onApplied } from './bus.ts'
import { paced } from './paced.ts'
import { useStore } from './store.ts'

export interface Loaded<T> {
  /** What was read last for this key; kept while it is read again. */
  readonly data: T | undefined
  /** Why the last read failed; null when it did not. */
  readonly error: unknown
  readonly loading: boolean
  readonly reload: () => void
}

interface Result<T> {
  readonly key: string
  readonly round: number
  readonly data: T | undefined
  readonly error: unknown
}

/**
 * One thing read from the server, and read again when the live feed says that it changed (`watch`) or, after a failure, when the
 * connection is back. At most one read is under way; changes that come meanwhile lead to one more after it. `everyMs`: changes lead to a
 * read at most that often. `key` null reads nothing.
 */
export function useLoaded<T>(
  key: string | null,
  read: (client: Client, signal: AbortSignal) => Promise<T>,
  watch?: { readonly kind: LiveChange['kind']; readonly id: string; readonly everyMs?: number },
): Loaded<T> {
  const client = useStore((state) => state.connection.client)
  const [result, setResult] = useState<Result<T>>()
  const [round, setRound] = useState(0)
  const reader = useRef(read)
  const busy = useRef(false)
  const again = useRef(false)

  useEffect(() => {
    reader.current = read
  })
  useEffect(() => {
    if (key === null || !client) return
    const stop = new AbortController()
    busy.current = true
    again.current = false
    const finish = (change: Pick<Result<T>, 'error'> & { data?: T }) => {
      if (stop.signal.aborted) return
      busy.current = false
      setResult((before) => ({ key, round, data: before?.key === key ? before.data : undefined, ...change }))
      if (again.current) setRound((n) => n + 1)
    }
    reader.current(client, stop.signal).then((data) => finish({ data, error: null }), (error: unknown) => finish({ error }))
    return () => stop.abort()
  }, [key, client, round])

  const reload = useCallback(() => {
    if (busy.current) again.current = true
    else setRound((n) => n + 1)
  }, [])

  const { kind, id, everyMs = 0 } = watch ?? {}
  useEffect(() => {
    if (kind === undefined) return
    const again = paced(reload, everyMs)
    const stop = onApplied((batch) => {
      if (batch.some(({ change }) => change.kind === kind && change.id === id)) again.run()
    })
    return () => {
      stop()
      again.stop()
    }
  }, [kind, id, everyMs, reload])

  const current = result?.key === key ? result : undefined
  const failed = current !== undefined && current.error !== null
  useEffect(() => {
    if (!failed) return
    return useStore.subscribe((state, before) => {
      if (state.connection.phase === 'open' && before.connection.phase !== 'open') reload()
    })
  }, [failed, reload])

  return { data: current?.data, error: current?.error ?? null, loading: key !== null && current?.round !== round, reload }
}
