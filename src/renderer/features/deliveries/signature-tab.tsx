import { Button } from '@mantine/core'
import { Eye, EyeOff, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import type { Attempt, Delivery } from '#contract/delivery.ts'
import { useStore } from '#renderer/state/store.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { VerdictMark } from '#renderer/ui/marks.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { signingField } from '#renderer/ui/secret.ts'
import { VerdictSteps } from '#renderer/ui/verdict-steps.tsx'
import { VerifySnippets } from './verify-snippets.tsx'
import styles from './deliveries.module.css'

/** How the signature comes about, step by step, and code that comes to the same result. Secrets only when asked for. */
export function SignatureTab({ delivery, attempt }: { delivery: Delivery; attempt: Attempt }) {
  const [reveal, setReveal] = useState(false)
  const provider = useStore((state) => state.providers.find(({ id }) => id === delivery.provider))
  const inspection = useLoaded(`inspection ${delivery.id} ${attempt.number} ${reveal ? 'revealed' : 'hidden'}`, (client, signal) =>
    client.call('inspectAttempt', { params: { id: delivery.id, number: attempt.number }, query: { reveal: reveal ? 'true' : 'false' }, signal }),
  )
  const secret = useLoaded(reveal && provider ? `secret ${delivery.registrationId}` : null, async (client, signal) => {
    const { settings } = await client.call('getRegistration', { params: { id: delivery.registrationId }, query: { reveal: 'true' }, signal })
    const value = settings[signingField(provider)?.key ?? '']
    return typeof value === 'string' ? value : null
  })
  const facts = useStore((state) => state.registrations.items.get(delivery.registrationId)?.facts)
  const values = {
    ...Object.fromEntries(attempt.request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    base: provider?.baseUrl,
    secret: reveal ? (secret.data ?? null) : null,
    ...Object.fromEntries((facts ?? []).map((fact) => [fact.key, fact.value])),
  }
  if (inspection.error !== null) return <ProblemLine error={inspection.error} onRetry={inspection.reload} />
  if (!inspection.data) return null
  const { verdict, note } = inspection.data
  if (!verdict) {
    return (
      <EmptyState icon={ShieldOff} level={3} title="Nothing signs this">
        {note ?? `${provider?.title ?? 'This provider'} signs nothing: a receiver cannot tell who sent it.`}
      </EmptyState>
    )
  }
  return (
    <div className={styles.tab}>
      <div className={styles.verdict}>
        <VerdictMark ok={verdict.ok} />
        <span>{verdict.summary}</span>
        <Button size="compact-xs" ml="auto" leftSection={reveal ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />} aria-pressed={reveal} onClick={() => setReveal(!reveal)}>
          {reveal ? 'Hide the secret' : 'Reveal the secret'}
        </Button>
      </div>
      <Section title="Step by step">
        <VerdictSteps verdict={verdict} />
      </Section>
      {provider && <VerifySnippets provider={provider} values={values} body={attempt.request.body} />}
    </div>
  )
}
