import { Case, Row, Specimen } from '../specimen.tsx'
import styles from '../gallery.module.css'

const COLOURS = ['bg', 'surface', 'surface-2', 'hover', 'selected', 'border', 'border-strong', 'ghost', 'text', 'text-2', 'accent', 'accent-fill', 'accent-soft', 'ok', 'ok-soft', 'warn', 'warn-soft', 'bad', 'bad-soft', 'code-string', 'code-number', 'code-word']
const SIZES = ['2xs', 'xs', 'sm', 'md', 'lg', 'xl']
const SPACES = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 32]

/** What all others are made of. */
export function Tokens() {
  return (
    <Specimen name="Tokens">
      <Case name="Colours">
        <Row>
          {COLOURS.map((name) => (
            <span key={name} className={styles.swatch}>
              <span className={styles.ink} style={{ background: `var(--${name})` }} />
              {name}
            </span>
          ))}
        </Row>
      </Case>
      <Case name="Type">
        <Row>
          {SIZES.map((name) => (
            <span key={name} style={{ fontSize: `var(--text-${name})` }}>
              {name} Hook 0123 <code style={{ fontSize: 'inherit' }}>0Oil1</code>
            </span>
          ))}
          <span style={{ fontWeight: 'var(--weight-medium)' }}>medium</span>
          <span style={{ fontWeight: 'var(--weight-strong)' }}>strong</span>
        </Row>
      </Case>
      <Case name="Space">
        <Row>
          {SPACES.map((n) => (
            <span key={n} className="muted">
              {n}
              <div className={styles.block} style={{ height: `var(--space-${n})` }} />
            </span>
          ))}
        </Row>
      </Case>
    </Specimen>
  )
}
