import { Button } from '@mantine/core'
import { FileCode2, Plus } from 'lucide-react'
import { useCommands } from '#renderer/state/commands.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { useAddress } from './address.ts'
import { FileDetail } from './file-detail.tsx'
import { FileList } from './file-list.tsx'
import { NewFile } from './new-file.tsx'
import { useProviderFiles } from './use-provider-files.ts'

/** Providers that are files: those of the workspace, to be changed, and those that come with Hookwright. */
export function ProviderFiles() {
  const address = useAddress()
  const narrow = useNarrow()
  const { data: files, error, reload } = useProviderFiles()
  useCommands([
    { id: 'new-provider-file', title: 'Make a provider file', group: 'Providers', icon: Plus, run: () => address.make() },
    ...(files ?? []).slice(0, 50).map(({ name, origin }) => ({ id: `file ${origin} ${name}`, title: `Provider file ${name}`, group: 'Providers', icon: FileCode2, run: () => address.open(name) })),
    { id: 'close', title: 'Close what is open', group: 'Providers', keys: ['Escape'], keysOnly: true, run: address.close },
  ])
  const detail = () => {
    if (address.making !== null) return <NewFile key={address.making} like={address.making} address={address} covering={narrow} />
    if (address.name !== null) return <FileDetail key={address.name} name={address.name} address={address} covering={narrow} />
    if (narrow) return null
    return (
      <Pane label="Provider files">
        <EmptyState icon={FileCode2} title="A provider is a file" actions={<Button onClick={() => address.make()}>Make one</Button>}>
          Headers, envelope, signature, retries and a catalogue with samples, in YAML or JSON. Read one of those that come with Hookwright, copy it, or begin with a template or an OpenAPI document.
        </EmptyState>
      </Pane>
    )
  }
  const list = (
    <Pane
      label="List of provider files"
      title="Providers"
      actions={
        <Button leftSection={<Plus size={13} aria-hidden />} aria-pressed={address.making !== null} onClick={() => address.make()}>
          New file
        </Button>
      }
    >
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {files ? <FileList files={files} selected={address.name} /> : error === null && <Wait />}
    </Pane>
  )
  return <Split id="providers" narrow={narrow} listSize="34%" listMin="320px" list={list} detail={detail()} />
}
