import { Ban, CircleCheck, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react'
import { Link } from 'wouter'
import type { ProviderFileInfo } from '#contract/provider-file.ts'
import { plural } from '#renderer/ui/format.ts'
import { Dot } from '#renderer/ui/marks.tsx'
import styles from './provider-files.module.css'

export const STATES: Readonly<Record<ProviderFileInfo['status'], { readonly tone: 'ok' | 'warn' | 'bad' | 'idle'; readonly icon: LucideIcon; readonly word: string; readonly text: string }>> = {
  running: { tone: 'ok', icon: CircleCheck, word: 'running', text: 'Its provider is there as the file says.' },
  'last-good': { tone: 'warn', icon: TriangleAlert, word: 'faulty', text: 'What it said before it had faults goes on.' },
  overridden: { tone: 'idle', icon: Ban, word: 'replaced', text: 'A file of the workspace with the same id takes its place.' },
  refused: { tone: 'bad', icon: CircleX, word: 'refused', text: 'Nothing runs of it; everything else does.' },
}

/** The workspace's own, then those that come with Hookwright. */
export function FileList({ files, selected }: { files: readonly ProviderFileInfo[]; selected: string | null }) {
  const mine = files.filter(({ origin }) => origin === 'workspace')
  return (
    <>
      <Part title="In this workspace" files={mine} selected={selected} none="None yet. A file in the workspace’s providers directory is one, too." />
      <Part title="Part of Hookwright" files={files.filter(({ origin }) => origin === 'shipped')} selected={mine.some(({ name }) => name === selected) ? null : selected} none="None." />
    </>
  )
}

function Part({ title, files, selected, none }: { title: string; files: readonly ProviderFileInfo[]; selected: string | null; none: string }) {
  return (
    <section aria-label={title}>
      <h2 className={styles.part}>{title}</h2>
      {files.length === 0 && <p className={styles.none}>{none}</p>}
      <ul className={styles.files}>
        {files.map(({ name, provider, status, faults }) => (
          <li key={name}>
            <Link href={`/providers/${encodeURIComponent(name)}`} className={styles.file} aria-current={name === selected || undefined}>
              <span className={styles.state}>
                <Dot tone={STATES[status].tone} icon={STATES[status].icon} />
                {STATES[status].word}
              </span>
              <span className="mono cut">{name}</span>
              <span className="muted">{faults.length > 0 ? plural(faults.length, 'fault') : (provider ?? '')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
