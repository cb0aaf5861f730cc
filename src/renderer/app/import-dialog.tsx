import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { IMPORT_BYTES } from '#contract/capture-file.ts'
import type { ImportReport } from '#contract/capture-file.ts'
import { importFile, useImportFile } from '#renderer/state/import-file.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { plural, size } from '#renderer/ui/format.ts'
import { notifyDone } from '#renderer/ui/notify.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './import.module.css'

/** What is in a file, and where it would go, before anything is imported. */
export function ImportDialog() {
  const file = useImportFile((state) => state.file)
  const close = () => importFile(null)
  return (
    <Modal opened={file !== null} onClose={close} title="Import captures" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      {file && <Import key={`${file.name} ${file.size} ${file.lastModified}`} file={file} onClose={close} />}
    </Modal>
  )
}

function Import({ file, onClose }: { file: File; onClose: () => void }) {
  const [, go] = useLocation()
  const [inbox, setInbox] = useState<string | null>(null)
  const tooLarge = file.size > IMPORT_BYTES
  const { data: report, error, loading, reload } = useLoaded(tooLarge ? null : `import ${file.name}`, (client, signal) =>
    client.call('importCaptures', { query: { file: file.name, dryRun: 'true' }, body: file, signal }),
  )
  const name = (inbox ?? report?.inbox.name ?? '').trim()
  const bad = /^([a-z0-9][a-z0-9-]{0,62})?$/.test(name) ? null : 'Lower-case letters, digits and dashes, 63 at most.'
  const run = useAction(async (client) => {
    const done = await client.call('importCaptures', { query: { file: file.name, ...(name !== '' && { inbox: name }), dryRun: 'false' }, body: file })
    onClose()
    notifyDone(`Imported ${plural(done.count, 'request')} into ${done.inbox.name}.`)
    go(`/inboxes/${done.inbox.name}`)
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (bad === null && report && report.count > 0) void run.run()
      }}
    >
      <p className={styles.file}>
        <span className="mono">
          <WireText text={file.name} />
        </span>{' '}
        <span className="muted">{size(file.size)}</span>
      </p>
      {tooLarge && <ProblemLine>This file is too large: {size(IMPORT_BYTES)} are taken at most. Split it, and import the parts.</ProblemLine>}
      {loading && !report && <p className="muted" role="status">Looking at it…</p>}
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {report && (
        <>
          <Preview report={report} />
          <TextInput label="Into the inbox" description="Made when there is none of that name." maxLength={63} spellCheck={false} value={inbox ?? report.inbox.name} error={bad} onChange={(event) => setInbox(event.currentTarget.value)} />
        </>
      )}
      {run.error !== null && <ProblemLine error={run.error} />}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={run.busy} disabled={!report || report.count === 0 || bad !== null}>
          {report ? `Import ${plural(report.count, 'request')}` : 'Import'}
        </Button>
      </div>
    </form>
  )
}

function Preview({ report }: { report: ImportReport }) {
  const { title, count, sample, faults, faultCount } = report
  return (
    <>
      <p className={styles.what} role="status">
        <strong>{title}</strong>: {plural(count, 'request')} to import{faultCount > 0 && `, ${plural(faultCount, 'entry', 'entries')} that cannot be imported`}.
      </p>
      {sample.length > 0 && (
        <table className={styles.sample} aria-label="The first requests">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col">Path</th>
              <th scope="col">Body</th>
              <th scope="col">Time (UTC)</th>
            </tr>
          </thead>
          <tbody>
            {sample.map((one, at) => (
              <tr key={at}>
                <td className="mono">{one.method}</td>
                <td className="mono">
                  <WireText text={one.target} />
                </td>
                <td>{size(one.size)}</td>
                <td>{one.receivedAt.slice(0, 19).replace('T', ' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {count > sample.length && <p className="muted">and {plural(count - sample.length, 'more', 'more')}, by time</p>}
      {faults.length > 0 && (
        <section aria-label="What cannot be imported" className={styles.faults} tabIndex={0}>
          <ul>
            {faults.map(({ at, message }) => (
              <li key={at}>
                <strong>{at}</strong>: <WireText text={message} />
              </li>
            ))}
          </ul>
          {faultCount > faults.length && <p className="muted">and {plural(faultCount - faults.length, 'more', 'more')}</p>}
        </section>
      )}
    </>
  )
}
