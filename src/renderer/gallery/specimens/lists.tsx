import { Cell, Grid } from '#renderer/ui/grid.tsx'
import { StatusMark } from '#renderer/ui/marks.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { HOSTILE, LONG, noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'
import styles from '../gallery.module.css'

const COLUMNS = [
  { key: 'status', title: 'Status', width: '8rem' },
  { key: 'what', title: 'What', width: 'minmax(6rem, 1fr)' },
  { key: 'n', title: 'Attempts', width: '5rem', right: true },
]
const MANY = Array.from({ length: 1_000 }, (_, at) => `row_${at}`)

function List({ name, ids, text }: { name: string; ids: readonly string[]; text: string }) {
  const row = () => (
    <>
      <Cell>
        <StatusMark status="failed" />
      </Cell>
      <Cell>
        <WireText text={text} />
      </Cell>
      <Cell right>12,345</Cell>
    </>
  )
  return (
    <div className={styles.box}>
      <Pane label={name} title={name}>
        <Grid label={name} name={name.toLowerCase()} columns={COLUMNS} ids={ids} more={false} selected={ids[0] ?? null} onSelect={noop} onNearEnd={noop} row={row} />
      </Pane>
    </div>
  )
}

export function Lists() {
  return (
    <Specimen name="Lists">
      <Case name="None">
        <List name="No rows" ids={[]} text="" />
      </Case>
      <Case name="One, hostile">
        <List name="One row" ids={['only']} text={HOSTILE} />
      </Case>
      <Case name="Many, huge">
        <List name="A thousand rows" ids={MANY} text={LONG} />
      </Case>
    </Specimen>
  )
}
