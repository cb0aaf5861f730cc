import { Kbd } from '@mantine/core'
import { DeliveryStatus } from '#contract/delivery.ts'
import { useStore } from '#renderer/state/store.ts'
import { count } from '#renderer/ui/format.ts'
import { StatusMark } from '#renderer/ui/marks.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import type { Address } from './address.ts'
import styles from './deliveries.module.css'

/** Where a detail will be: how many there are of each status, each a filter. */
export function Overview({ address }: { address: Address }) {
  const deliveries = useStore((state) => state.status?.deliveries)
  return (
    <Pane label="Overview">
      <div className={styles.overview}>
        <h2>By status</h2>
        <ul>
          {DeliveryStatus.options.map((status) => {
            const n = deliveries?.[status] ?? 0
            return (
              <li key={status}>
                <button type="button" disabled={n === 0} onClick={() => address.narrow({ status: [status] })}>
                  <StatusMark status={status} />
                  <span className="num">{count(n)}</span>
                </button>
              </li>
            )
          })}
        </ul>
        <p className="muted">
          <Kbd>j</Kbd> <Kbd>k</Kbd> move through the list, <Kbd>/</Kbd> searches, <Kbd>?</Kbd> shows every key.
        </p>
      </div>
    </Pane>
  )
}
