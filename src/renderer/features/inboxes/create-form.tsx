import { Button, TextInput } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { CUSTOM } from '#contract/custom-signing.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Answer } from '#contract/answer.ts'
import { useStore } from '#renderer/state/store.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { Form } from '#renderer/ui/field-input.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { newSecret, signingField } from '#renderer/ui/secret.ts'
import { AnswerStrip } from './answer-strip.tsx'
import { customOf, draftOf, type CustomFaults } from './custom-draft.ts'
import { VerifyFields } from './verify-fields.tsx'
import styles from './inboxes.module.css'

/** A new inbox. Nothing has to be filled in. */
export function CreateForm({ onMade }: { onMade: (name: string) => void }) {
  const providers = useStore((state) => state.providers)
  const [name, setName] = useState('')
  const [scheme, setScheme] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const [custom, setCustom] = useState(() => draftOf(undefined))
  const [faults, setFaults] = useState<CustomFaults>({})
  const [respond, setRespond] = useState<Answer[]>([{ status: 200 }])
  const create = useAction(async (client) => {
    const described = scheme === CUSTOM ? customOf(custom) : { custom: undefined }
    if ('faults' in described) return setFaults(described.faults)
    const made = await client.call('createInbox', { body: { name: name.trim() === '' ? undefined : name.trim(), verify: scheme === null ? null : { scheme, secret, custom: described.custom }, respond } })
    onMade(made.name)
  })
  const badName = /^([a-z0-9][a-z0-9-]{0,62})?$/.test(name.trim()) ? null : 'Lower-case letters, digits and dashes, 63 at most: it becomes part of the URL.'
  const taken = create.error instanceof ProblemError && create.error.code === 'conflict' ? create.error.message : null
  return (
    <Form onSubmit={() => void (badName === null && create.run())}>
      <TextInput label="Name" description="The first part of its path. Left empty, a free one is chosen." placeholder="inbox-1" maxLength={63} spellCheck={false} value={name} error={badName ?? taken} onChange={(event) => setName(event.currentTarget.value)} />
      <VerifyFields
        providers={providers}
        scheme={scheme}
        onScheme={(next) => {
          setScheme(next)
          // What was typed stays; what was made is made as the other scheme's secrets are.
          if (secret !== null && secret !== made) return
          const other = next === null ? null : newSecret(signingField(providers.find(({ verification }) => verification?.scheme === next)))
          setMade(other)
          setSecret(other)
        }}
        secret={secret}
        onSecret={setSecret}
        stored={false}
        revealed={null}
        custom={custom}
        faults={faults}
        onCustom={(next) => {
          setCustom(next)
          setFaults({})
        }}
      />
      <div>
        <div className={styles.formLabel}>Answers, in turn; the last one stays</div>
        <AnswerStrip respond={respond} answered={0} onChange={setRespond} />
      </div>
      {create.error !== null && taken === null && <ProblemLine error={create.error} />}
      <div className={styles.answerButtons}>
        <Button type="submit" variant="filled" leftSection={<Plus size={13} aria-hidden />} loading={create.busy} disabled={badName !== null}>
          Make the inbox
        </Button>
      </div>
    </Form>
  )
}
