import { ActionIcon, Button } from '@mantine/core'
import { ArrowLeft, Copy, FileQuestion, Save } from 'lucide-react'
import { useState } from 'react'
import { ProblemError } from '#contract/problem.ts'
import type { ProviderFileText } from '#contract/provider-file.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Dot } from '#renderer/ui/marks.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import type { Address } from './address.ts'
import { FileEditor } from './file-editor.tsx'
import { STATES } from './file-list.tsx'
import styles from './provider-files.module.css'

/** One file: what became of it, and its text to be read or changed. */
export function FileDetail({ name, address, covering }: { name: string; address: Address; covering: boolean }) {
  const { data: file, error, reload } = useLoaded(`provider file ${name}`, (client, signal) => client.call('getProviderFile', { params: { name }, signal }), { kind: 'provider-file', id: name })
  const isGone = error instanceof ProblemError && error.code === 'not_found'
  if (isGone && !file) {
    return (
      <Pane label="Provider file">
        <EmptyState icon={FileQuestion} title={`There is no file ${name}`} actions={<Button onClick={address.close}>Back to the list</Button>}>
          It may have been removed, or belong to another workspace.
        </EmptyState>
      </Pane>
    )
  }
  if (!file) return <Pane label="Provider file">{error === null ? <Wait /> : <ProblemLine error={error} onRetry={reload} />}</Pane>
  return <Open key={name} file={file} isGone={isGone} address={address} covering={covering} />
}

function Open({ file, isGone, address, covering }: { file: ProviderFileText; isGone: boolean; address: Address; covering: boolean }) {
  const { name, origin, status } = file
  /** What was typed, and over which version; null: nothing that differs from the file. */
  const [draft, setDraft] = useState<{ text: string; over: string } | null>(null)
  const mine = origin === 'workspace'
  const text = draft?.text ?? file.text
  const outrun = draft !== null && (isGone || draft.over !== file.version)
  const save = useAction(async (client) => {
    if (draft === null) return
    await client.call('putProviderFile', { params: { name }, body: { text: draft.text, version: isGone ? null : draft.over } })
    setDraft(null)
  })
  const remove = useAction(async (client) => {
    await client.call('deleteProviderFile', { params: { name } })
    address.close()
  })
  useCommands(mine ? [{ id: 'save-provider-file', title: `Save ${name}`, group: 'Providers', icon: Save, run: () => void save.run() }] : [])
  return (
    <Pane
      padded
      label={`Provider file ${name}`}
      head={
        <>
          {covering && <h1 className="unseen">Providers</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={address.close}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={`${styles.title} mono`}>{name}</h2>
          <span className={styles.state} title={STATES[status].text}>
            <Dot tone={STATES[status].tone} icon={STATES[status].icon} />
            {STATES[status].word}
          </span>
        </>
      }
      actions={
        <>
          <Button leftSection={<Copy size={13} aria-hidden />} onClick={() => address.make(name)}>
            Copy
          </Button>
          {mine && (
            <>
              <SecondClick confirm="Remove it" loading={remove.busy} onConfirm={() => void remove.run()}>
                Remove
              </SecondClick>
              <Button variant="filled" leftSection={<Save size={13} aria-hidden />} disabled={draft === null} loading={save.busy} onClick={() => void save.run()}>
                Save
              </Button>
            </>
          )}
        </>
      }
    >
      <p className={styles.lead}>
        {STATES[status].text} {!mine && 'It stays as it is; a copy in the workspace with the same id takes its place.'}
      </p>
      {outrun && (
        <ProblemLine tone="warn" onRetry={() => setDraft(isGone ? { text, over: '' } : null)} retryLabel={isGone ? 'Keep what is here' : 'Take the file as it is now'}>
          {isGone ? 'The file is gone. Saving puts it back.' : 'The file was changed meanwhile. What you typed is still here, and would not be saved over it.'}
        </ProblemLine>
      )}
      {save.error !== null && <ProblemLine error={save.error} />}
      {remove.error !== null && <ProblemLine error={remove.error} />}
      <FileEditor
        label={`Text of ${name}`}
        language={name.endsWith('.json') ? 'json' : 'yaml'}
        text={text}
        readOnly={!mine}
        known={draft === null ? file.faults : undefined}
        onChange={(next) => setDraft(next === file.text ? null : { text: next, over: draft?.over ?? file.version })}
      />
    </Pane>
  )
}
