import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { Pane } from '#renderer/ui/pane.tsx'
import type { Address } from './address.ts'
import { Row } from './row.tsx'
import styles from './syncs.module.css'

/** Every full sync, newest first. */
export function List({ address, ids }: { address: Address; ids: readonly string[] }) {
  return (
    <Pane
      label="List of syncs"
      title="Syncs"
      actions={
        <Button leftSection={<Plus size={13} aria-hidden />} onClick={() => address.make()}>
          New sync
        </Button>
      }
    >
      {ids.length === 0 && <p className={styles.none}>Nothing has been synced yet.</p>}
      <ul className={styles.rows}>
        {ids.map((id) => (
          <Row key={id} id={id} selected={id === address.selected} />
        ))}
      </ul>
    </Pane>
  )
}
