import type { Diff, HeaderDiff } from '#contract/diff.ts'
import { Compared, ComparedRow, differing, whole } from './compared.tsx'
import { count, plural } from './format.ts'
import { Section } from './pane.tsx'
import styles from './compared.module.css'

/** The first line, taken apart, and the headers. `only`: nothing that is the same. `sides`: what the two are called. */
export function HeadDiffView({ diff, only, sides }: { diff: Diff; only: boolean; sides?: readonly [string, string] }) {
  const columns = ['What became of it', ...(sides ?? ['First', 'Second'])] as const
  const start = differing(diff.start, only)
  const headers = differing(diff.headers, only)
  const same = diff.headers.filter(({ mark }) => mark === 'same').length
  return (
    <>
      <Section title="First line" aside={<span className="muted">{diff.start.every(({ mark }) => mark === 'same') ? 'the same' : ''}</span>}>
        {start.length > 0 && (
          <Compared label="First line" columns={columns} headed={sides !== undefined}>
            {start.map(({ name, mark, a, b }) => (
              <ComparedRow key={name} mark={mark} words={mark} short={false} a={a === null ? null : { label: name, text: whole(a) }} b={b === null ? null : { label: name, text: whole(b) }} />
            ))}
          </Compared>
        )}
      </Section>
      <Section title="Headers" aside={<span className="muted">{same === diff.headers.length ? `${plural(same, 'header')}, all the same` : `${count(same)} of ${count(diff.headers.length)} the same`}</span>}>
        {headers.length > 0 && (
          <Compared label="Headers" columns={columns} headed={sides !== undefined}>
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
