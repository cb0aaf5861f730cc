import { ActionIcon, Tooltip } from '@mantine/core'
import { Pencil, Undo2 } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { Policy } from '#contract/policy.ts'
import type { PolicyKey, ShownPolicy } from '#contract/policy.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import { RuleInput, isFlag } from './rule-input.tsx'
import { typedOf } from './rule-text.ts'
import type { Typed } from './rule-text.ts'
import { ruleWords } from './rule-words.ts'
import styles from './policy.module.css'

interface RuleRowProps {
  readonly rule: PolicyKey
  readonly policy: ShownPolicy
  readonly provider: ProviderInfo
  /** What is typed for it; undefined while it is only shown. */
  readonly typed: Typed | undefined
  /** It would be another than it is, once saved. */
  readonly touched: boolean
  readonly fault: string | undefined
  /** Called with what was typed, and with undefined when it is to stay as it is. */
  readonly onType: (typed: Typed | undefined) => void
}

/** One rule: its value in words and who says so; a click or Enter opens it to be typed, Esc leaves it as it was. */
export function RuleRow({ rule, policy, provider, typed, touched, fault, onType }: RuleRowProps) {
  const { title = rule, description } = Policy.shape[rule].meta() ?? {}
  const { value, source, provider: own } = policy[rule]
  const said = provider.rules.find(({ id }) => id === rule)
  const faultId = useId()
  const aboutId = useId()
  const row = useRef<HTMLDivElement>(null)
  /** Where the focus goes once the row looks as it then does. */
  const next = useRef<'input' | 'words' | null>(null)
  const open = typed !== undefined
  useEffect(() => {
    if (next.current === 'input') {
      const input = row.current?.querySelector<HTMLInputElement>('input:not([type="radio"])')
      input?.focus()
      input?.select()
    }
    if (next.current === 'words') row.current?.querySelector('button')?.focus()
    next.current = null
  }, [open])

  const resettable = JSON.stringify(typed ?? typedOf(rule, value)) !== JSON.stringify(typedOf(rule, own))
  const theirs = source === 'changed' || touched ? ruleWords(rule, own) : null
  const words = ruleWords(rule, value)
  return (
    <div
      ref={row}
      className={styles.rule}
      role="group"
      aria-label={title}
      aria-describedby={description === undefined ? undefined : aboutId}
      data-touched={touched || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.preventDefault()
        if (!isFlag(rule)) next.current = 'words'
        onType(undefined)
      }}
    >
      <Tooltip label={description} multiline maw={320} disabled={!description}>
        <span className={styles.name}>
          {title}
          {description !== undefined && (
            <span id={aboutId} className="unseen">
              {description}
            </span>
          )}
        </span>
      </Tooltip>
      <div className={styles.value}>
        {open || isFlag(rule) ? (
          <RuleInput rule={rule} title={title} typed={typed ?? typedOf(rule, value)} onChange={onType} faultId={fault === undefined ? undefined : faultId} />
        ) : (
          <button
            type="button"
            className={styles.words}
            aria-label={`Change ${title}: ${words}`}
            onClick={() => {
              next.current = 'input'
              onType(typedOf(rule, value))
            }}
          >
            <span>{words}</span>
            <Pencil size={11} aria-hidden />
          </button>
        )}
        {fault !== undefined && (
          <p id={faultId} className={styles.fault} role="alert">
            {fault}
          </p>
        )}
        {theirs !== null && (
          <p className="muted">
            {provider.title}: {theirs}
          </p>
        )}
      </div>
      <span className={styles.says}>
        {touched && <span className={styles.unsaved}>not saved</span>}
        <SourceTag source={source} note={source === 'changed' || !said ? undefined : [said.value, said.note].filter(Boolean).join('. ')} />
      </span>
      <span className={styles.reset}>
        {(source === 'changed' || touched) && resettable && (
          <Tooltip label={`Back to what ${provider.title} has`}>
            <ActionIcon aria-label={`Reset ${title}`} onClick={() => onType(typedOf(rule, own))}>
              <Undo2 size={13} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    </div>
  )
}
