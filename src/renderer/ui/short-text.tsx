import { CopyButton } from './copy-button.tsx'
import { shortened } from './format.ts'
import styles from './layout.module.css'

/** An id or a URL in monospace, its middle left out when it is long; the copy button gives it whole. */
export function ShortText({ value, label, max = 24 }: { value: string; label: string; max?: number }) {
  return (
    <span className={styles.short}>
      <span className="mono cut" title={value}>
        {shortened(value, max)}
      </span>
      <CopyButton value={value} label={`Copy ${label}`} size={12} />
    </span>
  )
}
