import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { FILE_LIMIT, type FileFault } from '#contract/provider-file.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { FaultedEditor } from '#renderer/ui/faulted-editor.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'

const CHECK_MS = 300
const NONE: readonly FileFault[] = []

export interface FileEditorProps {
  readonly label: string
  readonly language: 'json' | 'yaml'
  readonly text: string
  readonly onChange: (text: string) => void
  readonly readOnly?: boolean
  /** Faults that do not follow from the text alone, such as an id that another file has. */
  readonly known?: readonly FileFault[]
}

/** The text is checked as it is typed, and kept by whoever shows this. */
export function FileEditor({ label, language, text, onChange, readOnly = false, known = NONE }: FileEditorProps) {
  const [settled] = useDebouncedValue(text, CHECK_MS)
  const checked = useLoaded(settled.length > FILE_LIMIT ? null : `check ${settled}`, (client, signal) => client.call('checkProviderFile', { body: { text: settled }, signal }))
  const found = checked.data?.faults
  const faults = useMemo(() => (found === undefined ? known : [...found, ...known.filter((one) => !found.some(({ line, message }) => line === one.line && message === one.message))]), [found, known])
  return (
    <>
      {checked.error !== null && <ProblemLine error={checked.error} onRetry={checked.reload} />}
      {settled.length > FILE_LIMIT && <ProblemLine>A provider file has {FILE_LIMIT} characters at most; this one has {settled.length}.</ProblemLine>}
      <FaultedEditor label={label} language={language} text={text} onChange={onChange} readOnly={readOnly} faults={faults} checking={checked.loading} />
    </>
  )
}
