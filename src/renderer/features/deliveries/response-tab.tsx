import { MessageSquareDashed } from 'lucide-react'
import type { Attempt } from '#contract/delivery.ts'
import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { StatusCode } from '#renderer/ui/marks.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import styles from './deliveries.module.css'

/** What the receiver said. */
export function ResponseTab({ attempt }: { attempt: Attempt }) {
  const { response } = attempt
  if (!response) {
    return (
      <EmptyState icon={MessageSquareDashed} level={3} title={attempt.outcome === null ? 'No answer yet' : 'No answer came'}>
        {attempt.error ?? 'The receiver has until the deadline.'}
      </EmptyState>
    )
  }
  return (
    <div className={styles.tab}>
      <Section title="Status">
        <p className={styles.requestLine}>
          <StatusCode code={response.statusCode} />
          {response.interim.length > 0 && <span className="muted">after interim {response.interim.join(', ')}</span>}
        </p>
      </Section>
      <Section title="Headers">
        <HeaderTable headers={response.headers} label="Headers of the response" />
      </Section>
      <Section title="Body">
        <BytesView body={response.body} label="Body of the response" />
      </Section>
    </div>
  )
}
