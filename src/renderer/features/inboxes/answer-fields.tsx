import { NumberInput, Select, TextInput, Textarea } from '@mantine/core'
import { IN_PLACE } from '#renderer/ui/in-place.ts'
import { REASONS, type AnswerField } from './answers.ts'

/** What a form knows so far; it becomes an answer when it is applied. */
export type Draft = Readonly<Record<string, unknown>>

export interface AnswerFieldProps {
  readonly field: AnswerField
  readonly draft: Draft
  readonly headers: string
  readonly onHeaders: (text: string) => void
  readonly onChange: (change: Draft) => void
}

const NUMBERS = {
  rate: { label: 'Bytes per second', description: 'Empty, where that may be: as fast as they are taken', min: 1, max: 10_000_000 },
  size: { label: 'Bytes', description: 'Of the decoded body, or of the added headers', min: 1, max: 2 ** 30 },
  within: { label: 'Within', description: 'Milliseconds of real time for the whole answer of the target', min: 1, max: 600_000 },
  by: { label: 'Wrong by', description: 'Bytes that Content-Length says more than there are; less with a minus', min: -1_000_000, max: 1_000_000 },
} as const
const CUTS = [
  { value: 'nothing', label: 'before the answer' },
  { value: 'headers', label: 'after its headers' },
  { value: 'bytes', label: 'within its body' },
]

const HOSTS = [
  { value: 'sender', label: 'as the sender wrote it' },
  { value: 'target', label: 'of the target' },
]

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const numeric = (value: unknown): number | '' => (typeof value === 'number' ? value : '')

/** One thing that a behaviour has to know. */
export function AnswerFieldInput({ field, draft, headers, onHeaders, onChange }: AnswerFieldProps) {
  const value = draft[field]
  switch (field) {
    case 'rate':
    case 'size':
    case 'by':
    case 'within':
      return <NumberInput size="xs" {...NUMBERS[field]} allowDecimal={false} value={numeric(value)} onChange={(next) => onChange({ [field]: next === '' ? undefined : next })} />
    case 'status':
      return (
        <NumberInput
          size="xs"
          label="Status"
          description={value === undefined ? undefined : (REASONS[Number(value)] ?? 'a status without a name of its own')}
          min={200}
          max={599}
          allowDecimal={false}
          allowNegative={false}
          value={numeric(value)}
          onChange={(next) => onChange({ status: next === '' ? undefined : next })}
        />
      )
    case 'headers':
      return <Textarea size="xs" label="Headers" description="One a line, as Name: value" classNames={{ input: 'mono' }} rows={2} value={headers} spellCheck={false} onChange={(event) => onHeaders(event.currentTarget.value)} />
    case 'body':
      return <Textarea size="xs" label="Body" classNames={{ input: 'mono' }} rows={3} maxLength={1_000_000} value={text(value)} spellCheck={false} onChange={(event) => onChange({ body: event.currentTarget.value === '' ? undefined : event.currentTarget.value })} />
    case 'to':
      return <TextInput size="xs" label="Location" classNames={{ input: 'mono' }} value={text(value)} spellCheck={false} onChange={(event) => onChange({ to: event.currentTarget.value })} />
    case 'target':
      return <TextInput size="xs" label="Target" description="What follows the name of the inbox is appended to its path" classNames={{ input: 'mono' }} value={text(draft.to)} spellCheck={false} onChange={(event) => onChange({ to: event.currentTarget.value })} />
    case 'host':
      return <Select size="xs" label="Host header" allowDeselect={false} comboboxProps={IN_PLACE} data={HOSTS} value={text(value)} onChange={(next) => onChange({ host: next })} />
    case 'what':
      return <Select size="xs" label="Contradiction" allowDeselect={false} comboboxProps={IN_PLACE} data={['lengths', 'length-and-chunks', 'types']} value={text(value)} onChange={(next) => onChange({ what: next })} />
    case 'after': {
      const bytes = typeof value === 'number'
      return (
        <>
          <Select size="xs" label="When" allowDeselect={false} comboboxProps={IN_PLACE} data={CUTS} value={bytes ? 'bytes' : text(value)} onChange={(next) => onChange({ after: next === 'bytes' ? 10 : next })} />
          {bytes && <NumberInput size="xs" label="Bytes before that" min={1} max={1_000_000} allowDecimal={false} value={value} onChange={(next) => onChange({ after: next === '' ? 1 : next })} />}
        </>
      )
    }
  }
}
