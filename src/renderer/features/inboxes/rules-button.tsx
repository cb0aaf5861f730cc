import { Button, NumberInput, Popover, Textarea } from '@mantine/core'
import { Split } from 'lucide-react'
import { useState } from 'react'
import { parseRule, ruleText, type Rule } from '#contract/rule.ts'
import type { Inbox } from '#contract/inbox.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { count } from '#renderer/ui/format.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import styles from './inboxes.module.css'

/** Rules that come before the strip: one a line, the first that holds answers. */
export function RulesButton({ inbox }: { inbox: Inbox }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-xs" leftSection={<Split size={13} aria-hidden />} onClick={() => setOpen(!open)}>
          {inbox.rules.length === 0 ? 'Rules' : `Rules (${inbox.rules.length})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popWide}>
        <RulesForm inbox={inbox} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function RulesForm({ inbox, onDone }: { inbox: Inbox; onDone: () => void }) {
  const [text, setText] = useState(() => inbox.rules.map(ruleText).join('\n'))
  const [seed, setSeed] = useState<number | ''>(inbox.seed)
  const [error, setError] = useState<string | null>(null)
  const save = useAction(async (client, rules: Rule[]) => {
    await client.call('changeInbox', { params: { id: inbox.id }, body: { rules, ...(seed !== '' && { seed }) } })
    onDone()
  })
  return (
    <form
      className={styles.answerForm}
      onSubmit={(event) => {
        event.preventDefault()
        const read = rulesOf(text)
        if ('error' in read) return setError(read.error)
        setError(null)
        void save.run(read.rules)
      }}
    >
      <Textarea
        label="Rules"
        size="xs"
        description="One a line: conditions, a colon, and answers of their own. The first that holds answers; where none does, the strip."
        placeholder={'POST path "/orders/*": 503 x2 | 200\nbody "$.type" = "person.deleted": hang\nheader "X-Test" ~ "^slow" chance 20%: 200 slow 1s..5s'}
        classNames={{ input: 'mono' }}
        rows={6}
        spellCheck={false}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {inbox.rules.length > 0 && (
        <ol className={styles.ruleCounts}>
          {inbox.rules.map((rule, at) => (
            <li key={at}>
              <code>{ruleText(rule)}</code> <span className="muted">answered {count(rule.answered)}</span>
            </li>
          ))}
        </ol>
      )}
      <NumberInput size="xs" label="Seed" description="The same seed draws the same chances and delays" min={0} max={2 ** 32 - 1} allowDecimal={false} allowNegative={false} value={seed} onChange={(next) => setSeed(typeof next === 'number' ? next : '')} />
      {save.error !== null && <ProblemLine error={save.error} />}
      <div className={styles.answerButtons}>
        <Button type="submit" variant="filled" loading={save.busy}>
          Apply
        </Button>
        <span className="muted">All strips start again with their first answer.</span>
      </div>
    </form>
  )
}

function rulesOf(text: string): { readonly rules: Rule[] } | { readonly error: string } {
  const rules: Rule[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      rules.push(parseRule(line))
    } catch (error) {
      return { error: `Line ${at + 1}: ${error instanceof Error ? error.message : String(error)}` }
    }
  }
  return { rules }
}
