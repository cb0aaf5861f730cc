import { Pane } from '#renderer/ui/pane.tsx'
import type { Address } from './address.ts'
import { Row } from './row.tsx'
import styles from './replays.module.css'

/** Every run, newest first. */
export function List({ address, ids }: { address: Address; ids: readonly string[] }) {
  return (
    <Pane label="List of replays" title="Replays">
      {ids.length === 0 && <p className={styles.none}>Nothing has been replayed in a run yet.</p>}
      <ul className={styles.rows}>
        {ids.map((id) => (
          <Row key={id} id={id} selected={id === address.selected} />
        ))}
      </ul>
    </Pane>
  )
}
