import { Button } from '@mantine/core'
import { Check, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { PolicyKey, ShownPolicy } from '#contract/policy.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { plural } from '#renderer/ui/format.ts'
import { notifyDone } from '#renderer/ui/notify.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { KEYS, editsOf, refusedRules } from './draft.ts'
import type { Draft } from './draft.ts'
import { RuleRow } from './rule-row.tsx'
import { typedOf } from './rule-text.ts'
import { SchedulePreview } from './schedule-preview.tsx'
import styles from './policy.module.css'

const GROUPS: readonly { readonly title: string; readonly rules: readonly PolicyKey[] }[] = [
  { title: 'When it counts as delivered', rules: ['ackCodes', 'interimAckCodes', 'deadlineMs'] },
  { title: 'When it is sent again', rules: ['retry', 'jitter', 'retryAfter'] },
  { title: 'When it is given up', rules: ['horizonMs', 'maxAttempts', 'disableCodes'] },
  { title: 'How fast deliveries go', rules: ['window', 'throttleCodes', 'ordered'] },
]

/** How deliveries to a registration are judged and repeated: each rule to be changed in place, and what comes of it before it is saved. */
export function PolicyEditor({ registration: { id }, policy, provider }: { registration: Registration; policy: ShownPolicy; provider: ProviderInfo }) {
  const [draft, setDraft] = useState<Draft>({})
  const edits = editsOf(policy, draft)
  const save = useAction(async (client) => {
    await client.call('changeRegistration', { params: { id }, body: { policy: edits.change, policyReset: [...edits.reset] } })
    setDraft({})
    notifyDone(`Saved: deliveries to ${id} are judged and repeated so from now on.`)
  })
  const refused = refusedRules(save.error)
  const type = (rule: PolicyKey, typed: Draft[PolicyKey]) => {
    save.clear()
    setDraft((before) => ({ ...before, [rule]: typed }))
  }
  const changed = KEYS.filter((rule) => policy[rule].source === 'changed')
  const resetAll = () => {
    save.clear()
    setDraft(Object.fromEntries(changed.map((rule) => [rule, typedOf(rule, policy[rule].provider)])))
  }
  const dirty = edits.touched.length > 0 || edits.faults.size > 0
  const open = Object.values(draft).some((typed) => typed !== undefined)
  return (
    <form
      className={styles.editor}
      aria-label="Policy"
      onSubmit={(event) => {
        event.preventDefault()
        if (edits.touched.length > 0 && edits.faults.size === 0) void save.run()
      }}
    >
      <div className={styles.top}>
        <SchedulePreview policy={edits.policy} before={edits.touched.length > 0 ? editsOf(policy, {}).policy : null} />
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" leftSection={<Check size={13} aria-hidden />} disabled={edits.touched.length === 0 || edits.faults.size > 0} loading={save.busy}>
            Save
          </Button>
          <Button
            disabled={!open}
            onClick={() => {
              save.clear()
              setDraft({})
            }}
          >
            Undo the edits
          </Button>
          <Button leftSection={<Undo2 size={13} aria-hidden />} disabled={changed.length === 0} onClick={resetAll}>
            Reset all to {provider.title}
          </Button>
          <span className="muted" role="status">
            {dirty ? `${plural(edits.touched.length, 'rule')} to save${edits.faults.size > 0 ? `, ${edits.faults.size} not readable` : ''}` : changed.length > 0 ? `${plural(changed.length, 'rule')} changed from ${provider.title}` : ''}
          </span>
        </div>
        {refused.rest !== null && <ProblemLine error={refused.rest} />}
      </div>
      {GROUPS.map(({ title, rules }) => (
        <section key={title} className={styles.group}>
          <h3>{title}</h3>
          {rules.map((rule) => (
            <RuleRow
              key={rule}
              rule={rule}
              policy={policy}
              provider={provider}
              typed={draft[rule]}
              touched={edits.touched.includes(rule)}
              fault={edits.faults.get(rule) ?? refused.rules.get(rule)}
              onType={(typed) => type(rule, typed)}
            />
          ))}
        </section>
      ))}
    </form>
  )
}
