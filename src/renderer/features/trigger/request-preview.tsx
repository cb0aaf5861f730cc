import { useMemo } from 'react'
import { curlOf } from '#contract/curl.ts'
import type { SentRequest } from '#contract/delivery.ts'
import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './trigger.module.css'

/** The request as it would be on the wire. Ids and times in it stand for those that a real one would get. */
export function RequestPreview({ request }: { request: SentRequest }) {
  const curl = useMemo(() => curlOf(request), [request])
  return (
    <Section title="The exact request" aside={curl !== null && <CopyButton value={curl} label="Copy this request as curl" />}>
      <p className={styles.requestLine}>
        <span className="mono">
          <strong>{request.method}</strong> <WireText text={request.url} />
        </span>
      </p>
      <HeaderTable headers={request.headers} label="Headers of the request, in order" />
      <BytesView body={request.body} label="Body of the request" />
      <p className={styles.hint}>Ids and times in it stand for those that a real one gets.</p>
    </Section>
  )
}
