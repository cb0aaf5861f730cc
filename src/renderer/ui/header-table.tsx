import type { Headers } from '#contract/common.ts'
import { CopyButton } from './copy-button.tsx'
import { WireText } from './wire-text.tsx'
import styles from './layout.module.css'

/** Header pairs as they were on the wire: order, case and duplicates kept. */
export function HeaderTable({ headers, label }: { headers: Headers; label: string }) {
  if (headers.length === 0) return <p className="muted">No headers.</p>
  return (
    <table className={styles.headers} aria-label={label}>
      <thead className="unseen">
        <tr>
          <th scope="col">Number</th>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {headers.map(([name, value], at) => (
          <tr key={at}>
            <td className={styles.number}>{at + 1}</td>
            <th scope="row" className="mono">
              <WireText text={name} />
            </th>
            <td className="mono">
              <WireText text={value} />
              <CopyButton value={value} label={`Copy value of ${name}`} size={12} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
