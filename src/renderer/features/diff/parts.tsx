import type { BodyDiff, Diff, HeaderDiff } from '#contract/diff.ts'
import { count, plural, size } from '#renderer/ui/format.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { Compared, ComparedRow } from './compared.tsx'
import styles from './diff.module.css'

const whole = (text: string) => ({ text, cut: 0 })
const differing = <T extends { readonly mark: string }>(items: readonly T[], only: boolean): readonly T[] => (only ? items.filter(({ mark }) => mark !== 'same') : items)

/** The first line, taken apart, and the headers. */
export function Head({ diff, only }: { diff: Diff; only: boolean }) {
  const start = differing(diff.start, only)
  const headers = differing(diff.headers, only)
  const same = diff.headers.filter(({ mark }) => mark === 'same').length
  return (
    <>
      <Section title="First line" aside={<span className="muted">{diff.start.every(({ mark }) => mark === 'same') ? 'the same' : ''}</span>}>
        {start.length > 0 && (
          <Compared label="First line" columns={['What became of it', 'First', 'Second']}>
            {start.map(({ name, mark, a, b }) => (
              <ComparedRow key={name} mark={mark} words={mark} short={false} a={a === null ? null : { label: name, text: whole(a) }} b={b === null ? null : { label: name, text: whole(b) }} />
            ))}
          </Compared>
        )}
      </Section>
      <Section title="Headers" aside={<span className="muted">{same === diff.headers.length ? `${plural(same, 'header')}, all the same` : `${count(same)} of ${count(diff.headers.length)} the same`}</span>}>
        {headers.length > 0 && (
          <Compared label="Headers" columns={['What became of it', 'First', 'Second']}>
            {headers.map((header, at) => (
              <ComparedRow key={at} mark={header.mark} words={<HeaderWords header={header} />} short={only} a={header.a && { label: header.a.name, text: whole(header.a.value) }} b={header.b && { label: header.b.name, text: whole(header.b.value) }} />
            ))}
          </Compared>
        )}
      </Section>
    </>
  )
}

function HeaderWords({ header: { mark, a, b, differs, role } }: { header: HeaderDiff }) {
  const words = mark === 'changed' ? differs.map((how) => (how === 'order' && a && b ? `moved from ${a.number} to ${b.number}` : how)).join(', ') : mark
  return (
    <>
      {words}
      {role && (
        <span className={styles.role} title={role === 'hop-by-hop' ? 'For one connection only: every proxy writes its own.' : 'Written by proxies, about the way.'}>
          {role}
        </span>
      )}
    </>
  )
}

const SPELLINGS = { whitespace: 'blanks between values', order: 'the order of names', escapes: 'how characters are escaped' } as const
const KINDS = { none: 'No body', json: 'JSON', form: 'Form', text: 'Text', binary: 'Bytes' } as const

/** The body: what of its value differs, then line by line. */
export function BodyPart({ body, only }: { body: BodyDiff; only: boolean }) {
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
          <Compared label="The first bytes that differ" columns={['What became of it', 'First', 'Second']}>
            <ComparedRow mark="changed" words="bytes" short={false} a={{ label: `from ${count(body.firstDifference.offset)}`, text: whole(spaced(body.firstDifference.a)) }} b={{ label: `from ${count(body.firstDifference.offset)}`, text: whole(spaced(body.firstDifference.b)) }} />
          </Compared>
        )}
        {body.paths.length > 0 && (
          <Compared label="Paths that differ" columns={['What became of it', 'First', 'Second']}>
            {body.paths.map(({ mark, a, b }, at) => (
              <ComparedRow key={at} mark={mark} words={mark} short={only} a={a && { label: a.path || 'all of it', text: a.value }} b={b && { label: b.path || 'all of it', text: b.value }} />
            ))}
          </Compared>
        )}
      </Section>
      {rows.length > 0 && (
        <Section title={body.kind === 'binary' ? 'Bytes' : 'Line by line'} aside={<span className="muted">{body.kind === 'json' ? 'indented for reading' : body.kind === 'binary' ? 'sixteen a row, offsets in hex' : ''}</span>}>
          <Compared label="Line by line" columns={['What became of it', 'First', 'Second']}>
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
