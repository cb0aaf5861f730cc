import { ActionIcon, Button, TextInput } from '@mantine/core'
import { ArrowLeft, FileDown, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { FileName } from '#contract/provider-file.ts'
import { takeOpenapiFile, useOpenapiFile } from '#renderer/state/openapi-file.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import type { Address } from './address.ts'
import { FileEditor } from './file-editor.tsx'
import { TEMPLATE } from './template.ts'
import styles from './provider-files.module.css'

/** A new file: from a template, as a copy of another one, or made of an OpenAPI document. */
export function NewFile({ like, address, covering }: { like: string; address: Address; covering: boolean }) {
  const { data, error, reload } = useLoaded(like === '' ? null : `provider file ${like}`, (client, signal) => client.call('getProviderFile', { params: { name: like }, signal }))
  if (like === '') return <Make name="acme.yaml" text={TEMPLATE} address={address} covering={covering} />
  if (!data) return <Pane label="New provider file">{error === null ? <Wait /> : <ProblemLine error={error} onRetry={reload} />}</Pane>
  return <Make key={like} name={`own-${like}`} text={data.text} address={address} covering={covering} />
}

function Make({ name: firstName, text: firstText, address, covering }: { name: string; text: string; address: Address; covering: boolean }) {
  const [name, setName] = useState(firstName)
  const [text, setText] = useState(firstText)
  const [notes, setNotes] = useState<readonly string[]>([])
  const chooser = useRef<HTMLInputElement>(null)
  const create = useAction(async (client) => {
    await client.call('putProviderFile', { params: { name }, body: { text, version: null } })
    address.open(name)
  })
  const take = useAction(async (client, file: File) => {
    const made = await client.call('importOpenapi', { body: { text: await file.text() } })
    setName(made.name)
    setText(made.text)
    setNotes(made.notes)
  })
  const taken = useRef(take.run)
  useEffect(() => {
    taken.current = take.run
  })
  const dropped = useOpenapiFile(({ file }) => file)
  useEffect(() => {
    if (!dropped) return
    takeOpenapiFile(null)
    void taken.current(dropped)
  }, [dropped])
  const bad = FileName.safeParse(name)
  return (
    <Pane
      padded
      label="New provider file"
      head={
        <>
          {covering && <h1 className="unseen">Providers</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={address.close}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>New provider file</h2>
        </>
      }
      actions={
        <>
          <Button leftSection={<FileDown size={13} aria-hidden />} loading={take.busy} onClick={() => chooser.current?.click()}>
            From an OpenAPI document
          </Button>
          <Button variant="filled" leftSection={<Plus size={13} aria-hidden />} disabled={!bad.success} loading={create.busy} onClick={() => void create.run()}>
            Add it
          </Button>
        </>
      }
    >
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="OpenAPI document"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) void take.run(file)
          event.currentTarget.value = ''
        }}
      />
      <div>
        <TextInput label="Name of the file" className={styles.name} spellCheck={false} value={name} error={bad.success ? null : bad.error.issues[0]?.message} onChange={(event) => setName(event.currentTarget.value)} />
        <p className={styles.lead}>It goes into the workspace’s providers directory, where any editor may change it; what is saved is taken at once. Its id decides which provider it makes: that of a shipped file replaces that one.</p>
        {take.error !== null && <ProblemLine error={take.error} />}
        {create.error !== null && <ProblemLine error={create.error} />}
        {notes.length > 0 && (
          <ProblemLine tone="warn">
            <ul className={styles.notes} aria-label="What the document left open">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </ProblemLine>
        )}
        <FileEditor label="Text of the new file" language={name.endsWith('.json') ? 'json' : 'yaml'} text={text} onChange={setText} />
      </div>
    </Pane>
  )
}
