import type { BodyDiff } from '#contract/diff.ts'
import { Compared, ComparedRow, differing, whole } from './compared.tsx'
import { count, plural, size } from './format.ts'
import { Section } from './pane.tsx'
import styles from './compared.module.css'

const SPELLINGS = { whitespace: 'blanks between values', order: 'the order of names', escapes: 'how characters are escaped' } as const
const KINDS = { none: 'No body', json: 'JSON', form: 'Form', text: 'Text', binary: 'Bytes' } as const

/** The body: what of its value differs, then line by line. `only`: nothing that is the same. `sides`: what the two are called. */
export function BodyDiffView({ body, only, sides }: { body: BodyDiff; only: boolean; sides?: readonly [string, string] }) {
  const columns = ['What became of it', ...(sides ?? ['First', 'Second'])] as const
  const rows = differing(body.rows, only)
  return (
    <>
      <Section
        title="Body"
        aside={
          <span className="muted">
            {KINDS[body.kind]}
            {body.sizes.a + body.sizes.b > 0 && ` · ${body.sizes.a === body.sizes.b ? size(body.sizes.a) : `${size(body.sizes.a)} and ${size(body.sizes.b)}`}`}
            {body.mark === 'same' && ' · the same, byte for byte'}
            {body.firstDifference && ` · first different at byte ${count(body.firstDifference.offset)}`}
          </span>
        }
      >
        {body.sameValue && body.mark !== 'same' && (
          <p className={styles.said}>
            The same {body.kind === 'json' ? 'JSON' : 'form'}, other bytes: {body.spelling.map((how) => SPELLINGS[how]).join(', ')}. A signature over the bytes would not hold any more.
          </p>
        )}
        {body.notes.map((note) => (
          <p key={note} className={styles.said}>
            {note}
          </p>
        ))}
        {body.sameValue && body.firstDifference && (
          <Compared label="The first bytes that differ" columns={columns} headed={sides !== undefined}>
            <ComparedRow mark="changed" words="bytes" short={false} a={{ label: `from ${count(body.firstDifference.offset)}`, text: whole(spaced(body.firstDifference.a)) }} b={{ label: `from ${count(body.firstDifference.offset)}`, text: whole(spaced(body.firstDifference.b)) }} />
          </Compared>
        )}
        {body.paths.length > 0 && (
          <Compared label="Paths that differ" columns={columns} headed={sides !== undefined}>
            {body.paths.map(({ mark, a, b }, at) => (
              <ComparedRow key={at} mark={mark} words={mark} short={only} a={a && { label: a.path || 'all of it', text: a.value }} b={b && { label: b.path || 'all of it', text: b.value }} />
            ))}
          </Compared>
        )}
      </Section>
      {rows.length > 0 && (
        <Section title={body.kind === 'binary' ? 'Bytes' : 'Line by line'} aside={<span className="muted">{body.kind === 'json' ? 'indented for reading' : body.kind === 'binary' ? 'sixteen a row, offsets in hex' : ''}</span>}>
          <Compared label="Line by line" columns={columns} headed={sides !== undefined}>
            {rows.map((row, at) => [
              !only && row.skipped > 0 && (
                <div key={`skipped ${at}`} className={styles.skipped} role="row">
                  <span role="cell">{plural(row.skipped, 'equal line')}</span>
                </div>
              ),
              <ComparedRow key={at} mark={row.mark} short={only} numbered markedUpTo={body.kind === 'binary' ? HEX_COLUMNS : undefined} a={row.a} b={row.b} />,
            ])}
          </Compared>
        </Section>
      )}
    </>
  )
}

/** Sixteen bytes in hex; the same as characters follows. */
const HEX_COLUMNS = 47

const spaced = (hex: string): string => hex.replace(/../g, '$& ').trimEnd()
