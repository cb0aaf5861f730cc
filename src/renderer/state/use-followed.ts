import { useCallback, useEffect, useRef, useState } from 'react'
import type { DeliverySummary, Fired } from '#contract/delivery.ts'
import { onApplied } from './bus.ts'
import { followedOf, isOf } from './followed.ts'
import type { Followed } from './followed.ts'

export interface FollowedState {
  /** Null until something has been raised, and after `forget`. */
  readonly followed: Followed | null
  /** Raises something and follows what it made. Throws what `raise` throws; what was followed before stays then. */
  readonly watch: (raise: () => Promise<readonly Fired[]>) => Promise<void>
  readonly forget: () => void
}

/** Follows the deliveries of the last firing until they settle. */
export function useFollowed(): FollowedState {
  const [followed, setFollowed] = useState<Followed | null>(null)
  const raised = useRef<readonly Fired[] | null>(null)
  const raising = useRef(false)
  const seen = useRef(new Map<string, DeliverySummary>())

  useEffect(
    () =>
      onApplied((batch) => {
        const fired = raised.current
        if (!raising.current && fired === null) return
        let touched = false
        for (const { change } of batch) {
          if (change.kind !== 'delivery' || change.op === 'delete') continue
          // While the answer is on its way nobody knows yet which are meant: all of them are kept.
          if (!raising.current && fired && !isOf(fired, change.item)) continue
          if ((seen.current.get(change.id)?.seq ?? -1) >= change.item.seq) continue
          seen.current.set(change.id, change.item)
          touched = true
        }
        if (touched && !raising.current && fired) setFollowed(followedOf(fired, seen.current))
      }),
    [],
  )

  const watch = useCallback(async (raise: () => Promise<readonly Fired[]>) => {
    raising.current = true
    try {
      const fired = await raise()
      raised.current = fired
      seen.current = new Map([...seen.current].filter(([, delivery]) => isOf(fired, delivery)))
      setFollowed(followedOf(fired, seen.current))
    } finally {
      raising.current = false
    }
  }, [])
  const forget = useCallback(() => {
    raised.current = null
    seen.current = new Map()
    setFollowed(null)
  }, [])
  return { followed, watch, forget }
}
