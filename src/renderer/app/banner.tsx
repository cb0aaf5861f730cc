import { Button } from '@mantine/core'
import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { serverTime } from '#renderer/state/clock.ts'
import { reconnectNow } from '#renderer/state/session.ts'
import { useStore } from '#renderer/state/store.ts'
import { clockTime } from '#renderer/ui/format.ts'
import styles from './banner.module.css'

/** A restart of the server takes less than this: it is not worth moving the page for. Milliseconds. */
const PATIENCE_MS = 1500

/** Says that what is on screen is old, once that is more than a hiccup. */
export function Banner() {
  const { phase, since, reason } = useStore((state) => state.connection)
  const [lasting, setLasting] = useState<number | null>(null)
  useEffect(() => {
    if (phase !== 'lost') return
    const timer = window.setTimeout(() => setLasting(since), PATIENCE_MS)
    return () => window.clearTimeout(timer)
  }, [phase, since])
  if (phase !== 'lost' || lasting !== since) return null
  return (
    <div className={styles.banner} role="status">
      <WifiOff size={14} aria-hidden />
      <span>
        Hookwright does not answer. What you see is from <time>{clockTime(serverTime(since), false)}</time>; nothing is lost, it catches up by itself. {reason}
      </span>
      <Button size="compact-xs" onClick={reconnectNow}>
        Try now
      </Button>
    </div>
  )
}
