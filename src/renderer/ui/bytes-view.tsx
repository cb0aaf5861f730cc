import { Button, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Body } from '#contract/common.ts'
import { bytesOf, hexRows, textOf } from './bytes.ts'
import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { size } from './format.ts'
import { prettyJson } from './json-tokens.ts'
import { Toolbar } from './toolbar.tsx'
import styles from './wire.module.css'

type Mode = 'pretty' | 'text' | 'hex'
const HEX_FIRST = 2048

/** A body as it was on the wire: indented where it is JSON, as text, or byte by byte. */
export function BytesView({ body, label, onWhole }: { body: Body; label: string; onWhole?: () => void }) {
  const bytes = useMemo(() => bytesOf(body.base64), [body.base64])
  const text = useMemo(() => textOf(bytes), [bytes])
  const pretty = useMemo(() => (body.truncated ? null : prettyJson(text)), [body.truncated, text])
  const [chosen, setChosen] = useState<Mode>()
  const mode = chosen ?? (pretty === null ? 'text' : 'pretty')
  if (body.size === 0) return <p className="muted">No body.</p>
  const modes = [...(pretty === null ? [] : [{ value: 'pretty', label: 'JSON' }]), { value: 'text', label: 'As sent' }, { value: 'hex', label: 'Hex' }]
  return (
    <div>
      <Toolbar>
        <SegmentedControl aria-label={`${label}: shown as`} data={modes} value={mode} onChange={(value) => setChosen(value as Mode)} />
        <span className="muted">{size(body.size)}</span>
        <CopyButton value={text} label={`Copy ${label.toLowerCase()}`} />
        {body.truncated && (
          <span className="muted">
            First {size(bytes.length)} of it.{' '}
            {onWhole && (
              <Button size="compact-xs" onClick={onWhole}>
                Save all ({size(body.size)})
              </Button>
            )}
          </span>
        )}
      </Toolbar>
      {mode === 'hex' ? <Hex bytes={bytes} label={label} /> : <CodeBlock key={mode} text={mode === 'pretty' ? (pretty ?? text) : text} json={mode === 'pretty'} label={label} />}
    </div>
  )
}

function Hex({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const [whole, setWhole] = useState(false)
  const rows = hexRows(whole ? bytes : bytes.subarray(0, HEX_FIRST))
  return (
    <div>
      <pre className={`${styles.block} ${styles.scroll} ${styles.hex}`} tabIndex={0} role="group" aria-label={`${label}, byte by byte`}>
        {rows.map((row) => (
          <div key={row.offset}>
            <span className={styles.offset}>{row.offset}</span>
            {`  ${row.hex}  ${row.text}`}
          </div>
        ))}
      </pre>
      {!whole && bytes.length > HEX_FIRST && (
        <div className={styles.more}>
          <span>{size(HEX_FIRST)} shown.</span>
          <Button size="compact-xs" onClick={() => setWhole(true)}>
            Show all ({size(bytes.length)})
          </Button>
        </div>
      )}
    </div>
  )
}
