import { Hourglass } from 'lucide-react'
import { Dot } from '#renderer/ui/marks.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './inboxes.module.css'

/** It is still being answered. */
export function OpenMark({ did, short = false }: { did: string | null; short?: boolean }) {
  return (
    <span className={styles.incomplete} title={`Still open: ${did ?? ''}`}>
      <Dot tone="warn" icon={Hourglass} />
      open
      {!short && did !== null && (
        <span className="muted">
          <WireText text={did} />
        </span>
      )}
    </span>
  )
}
