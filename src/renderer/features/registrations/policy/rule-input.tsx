import { SegmentedControl, Switch, TextInput } from '@mantine/core'
import type { PolicyKey } from '#contract/policy.ts'
import type { Typed } from './rule-text.ts'
import { ruleWords } from './rule-words.ts'
import styles from './policy.module.css'

interface RuleInputProps {
  readonly rule: PolicyKey
  readonly title: string
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
  /** Id of the text that says what is wrong; undefined: nothing is. */
  readonly faultId: string | undefined
}

const RETRY_KINDS = [
  { value: 'ladder', label: 'Ladder' },
  { value: 'exponential', label: 'Exponential' },
]
const WINDOW_KINDS = [
  { value: 'fixed', label: 'Fixed' },
  { value: 'adaptive', label: 'Adaptive' },
]
const EXPONENTIAL = { first: 'First wait', factor: 'Factor', max: 'Longest wait' }
const ADAPTIVE = { initial: 'At first', min: 'At least', max: 'At most' }

/** How each rule is typed, in a few words below its input. */
const HINTS: Partial<Record<PolicyKey, string>> = {
  ackCodes: 'Statuses, ranges and classes: 200-204, 2xx',
  interimAckCodes: 'Statuses from 100 to 199; empty for none',
  deadlineMs: '500ms, 10s, 2m',
  jitter: 'Per cent',
  horizonMs: '10m, 12h, 7d',
  maxAttempts: '1 to 10,000; empty for no limit',
  disableCodes: 'Statuses, ranges and classes: 410, 5xx; empty for none',
  throttleCodes: 'Statuses, ranges and classes: 429, 503; empty for none',
}

export const isFlag = (rule: PolicyKey): boolean => rule === 'retryAfter' || rule === 'ordered'

/** The control that fits a rule. */
export function RuleInput({ rule, title, typed, onChange, faultId }: RuleInputProps) {
  const field = (name: string, label: string, hint?: string) => (
    <TextInput
      key={name}
      size="xs"
      className={name === 'text' || name === 'delays' ? styles.wide : styles.short}
      classNames={{ input: 'mono', description: styles.hint }}
      label={label === title ? undefined : label}
      aria-label={label === title ? title : `${title}: ${label}`}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={faultId !== undefined}
      aria-errormessage={faultId}
      autoComplete="off"
      spellCheck={false}
      value={typed[name] ?? ''}
      onChange={(event) => onChange({ ...typed, [name]: event.currentTarget.value })}
    />
  )
  const kinds = (data: typeof RETRY_KINDS) => <SegmentedControl aria-label={`${title}: kind`} data={data} value={typed['kind']} onChange={(kind) => onChange({ ...typed, kind })} />
  const several = (labels: Readonly<Record<string, string>>) => Object.entries(labels).map(([name, label]) => field(name, label))

  if (rule === 'retryAfter' || rule === 'ordered') {
    return <Switch className={styles.switch} aria-label={title} label={ruleWords(rule, typed['text'] === 'yes')} checked={typed['text'] === 'yes'} onChange={(event) => onChange({ text: event.currentTarget.checked ? 'yes' : 'no' })} />
  }
  if (rule === 'retry') {
    return (
      <div className={styles.inputs}>
        {kinds(RETRY_KINDS)}
        <div className={styles.fields}>
          {typed['kind'] === 'exponential' ? several(EXPONENTIAL) : field('delays', 'Waits', 'After the 1st, 2nd ... failed attempt: 10s, 20s, 2m; the last one repeats')}
        </div>
      </div>
    )
  }
  if (rule === 'window') {
    return (
      <div className={styles.inputs}>
        {kinds(WINDOW_KINDS)}
        <div className={styles.fields}>{typed['kind'] === 'adaptive' ? several(ADAPTIVE) : field('size', 'Calls')}</div>
      </div>
    )
  }
  return field('text', title, HINTS[rule])
}
