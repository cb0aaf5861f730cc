import { Button } from '@mantine/core'
import { useState } from 'react'
import { size } from './format.ts'
import { jsonTokens } from './json-tokens.ts'
import { WireText } from './wire-text.tsx'
import styles from './wire.module.css'

/** Characters drawn before a reader asks for more: a body of megabytes must not stop the page. */
const FIRST = 20_000

/** A block of text from the wire: never markup, control characters shown, cut where it is huge. `label` names it for a screen reader. */
export function CodeBlock({ text, label, json = false }: { text: string; label: string; json?: boolean }) {
  const [whole, setWhole] = useState(false)
  const shown = whole ? text : text.slice(0, FIRST)
  return (
    <div>
      <pre className={`${styles.block} ${styles.scroll}`} tabIndex={0} role="group" aria-label={label}>
        {json && shown.length <= FIRST
          ? jsonTokens(shown).map((token, at) => (
              <span key={at} className={styles[token.kind]}>
                <WireText text={token.text} lines />
              </span>
            ))
          : <WireText text={shown} lines />}
      </pre>
      {shown.length < text.length && (
        <div className={styles.more}>
          <span>{size(FIRST)} shown.</span>
          <Button size="compact-xs" onClick={() => setWhole(true)}>
            Show all ({size(text.length)})
          </Button>
        </div>
      )}
    </div>
  )
}
