import { curlOf } from '#contract/curl.ts'
import type { Attempt } from '#contract/delivery.ts'
import { usePreferences, prefer } from '#renderer/state/preferences.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { CodeBlock } from '#renderer/ui/code-block.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { size } from '#renderer/ui/format.ts'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { prettyJson } from '#renderer/ui/json-tokens.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { Switch } from '@mantine/core'
import { useMemo } from 'react'
import styles from './deliveries.module.css'

/** What was sent: taken apart, then as it was on the wire. */
export function EnvelopeTab({ deliveryId, attempt }: { deliveryId: string; attempt: Attempt }) {
  const { request } = attempt
  const curl = useMemo(() => curlOf(request), [request])
  const inspection = useLoaded(`inspection ${deliveryId} ${attempt.number}`, (client, signal) =>
    client.call('inspectAttempt', { params: { id: deliveryId, number: attempt.number }, signal }),
  )
  const payload = inspection.data?.payload ?? null
  // What the payload says in full below needs no line of its own.
  const parts = inspection.data?.parts.filter((part) => part.value !== payload) ?? []
  return (
    <div className={styles.tab}>
      {inspection.error !== null && <ProblemLine error={inspection.error} onRetry={inspection.reload} />}
      {payload !== null && <Payload text={payload} />}
      {parts.length > 0 && (
        <Section title="Envelope">
          <Facts>
            {parts.map((part, at) => (
              <Fact key={at} name={part.label}>
                <span className={`mono ${styles.wrap}`}>
                  <WireText text={part.value} />
                </span>
                <CopyButton value={part.value} label={`Copy ${part.label}`} size={12} />
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
      <Section title="Request" aside={curl !== null && <CopyButton value={curl} label="Copy as curl" size={12} />}>
        <p className={`mono ${styles.requestLine}`}>
          <strong>{request.method}</strong> <WireText text={request.url} />
        </p>
        <HeaderTable headers={request.headers} label="Headers of the request" />
      </Section>
      <Section title="Body">
        <BytesView body={request.body} label="Body of the request" />
      </Section>
    </div>
  )
}

function Payload({ text }: { text: string }) {
  const isPretty = usePreferences((state) => state.prettyPayload)
  const pretty = prettyJson(text)
  return (
    <Section
      title="Payload"
      aside={
        <>
          <span className={styles.aside}>{size(new TextEncoder().encode(text).length)}</span>
          <CopyButton value={text} label="Copy the payload, byte for byte" size={12} />
          {pretty !== null && <Switch label="Indented" checked={isPretty} onChange={(event) => prefer({ prettyPayload: event.currentTarget.checked })} />}
        </>
      }
    >
      <CodeBlock text={isPretty ? (pretty ?? text) : text} json={isPretty && pretty !== null} label="Payload" />
    </Section>
  )
}
