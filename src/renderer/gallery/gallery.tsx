import { Comparisons } from './specimens/comparisons.tsx'
import { Controls } from './specimens/controls.tsx'
import { Editors } from './specimens/editors.tsx'
import { Fields } from './specimens/fields.tsx'
import { Lists } from './specimens/lists.tsx'
import { Marks } from './specimens/marks.tsx'
import { Notices } from './specimens/notices.tsx'
import { Results } from './specimens/results.tsx'
import { Strips } from './specimens/strips.tsx'
import { Tokens } from './specimens/tokens.tsx'
import { Wire } from './specimens/wire.tsx'
import styles from './gallery.module.css'

/** Every component in every state it can be in, with content that never changes: to look at, and for the pictures that tests compare. */
export function Gallery() {
  return (
    <main className={styles.page} id="room" aria-label="Gallery">
      <h1 className="unseen">Gallery</h1>
      <Tokens />
      <Marks />
      <Controls />
      <Fields />
      <Notices />
      <Lists />
      <Wire />
      <Results />
      <Strips />
      <Comparisons />
      <Editors />
      <div id="overlays" />
    </main>
  )
}
