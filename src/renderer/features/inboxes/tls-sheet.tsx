import { Button, Checkbox, Select } from '@mantine/core'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { TLS_FAULTS, faultyUrl, type CertificateAuthority, type Handshake, type TlsFault } from '#contract/tls.ts'
import { trustSteps, type TrustStep } from '#contract/trust.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { IN_PLACE } from '#renderer/ui/in-place.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import { Snippet } from '#renderer/ui/snippet.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { saveText } from '#renderer/ui/save-file.ts'
import styles from './inboxes.module.css'

const FILE = 'hookwright-ca.pem'
/** What is on this machine, as far as a page can tell. */
function systemOf(platform: string): TrustStep['id'] {
  if (/Mac|iPhone|iPad/.test(platform)) return 'macos'
  return platform.startsWith('Win') ? 'windows' : 'debian'
}

export interface TlsSheetProps {
  readonly ca: CertificateAuthority
  readonly url: string
  readonly onChanged: () => void
}

export function TlsSheet({ ca, url, onChanged }: TlsSheetProps) {
  const trust = useAction(async (client, trusted: boolean) => {
    await client.call('changeCertificateAuthority', { body: { trusted } })
    onChanged()
  })
  return (
    <div className={styles.tls}>
      <Facts>
        <Fact name="URL">
          <ShortText value={url} label="the URL over TLS" max={70} />
        </Fact>
        <Fact name="Signed by">
          {ca.name} <span className="muted">until {ca.validTo.slice(0, 10)}</span>
        </Fact>
        <Fact name="SHA-256">
          <ShortText value={ca.fingerprint} label="the fingerprint" max={48} />
        </Fact>
      </Facts>
      <Checkbox
        size="xs"
        label="Hookwright's own sender trusts this authority"
        description="Without it, deliveries to this URL fail as they would with a provider. Other programs are not affected."
        checked={ca.trusted}
        disabled={trust.busy}
        onChange={(event) => void trust.run(event.currentTarget.checked)}
      />
      {trust.error !== null && <ProblemLine error={trust.error} />}
      <Trust ca={ca} />
      <Faults url={url} />
      {ca.handshakes.length > 0 && <Failed handshakes={ca.handshakes} />}
    </div>
  )
}

function Trust({ ca }: { ca: CertificateAuthority }) {
  const [system, setSystem] = useState<TrustStep['id']>(() => systemOf(navigator.platform))
  const steps = trustSteps(FILE, ca.name)
  const step = steps.find(({ id }) => id === system)
  return (
    <Section
      title="Trust it elsewhere"
      aside={
        <Button size="compact-xs" leftSection={<Download size={12} aria-hidden />} onClick={() => saveText(ca.certificate, FILE)}>
          Save certificate
        </Button>
      }
    >
      <div className={styles.trust}>
        <Select size="xs" label="Where" allowDeselect={false} comboboxProps={IN_PLACE} data={steps.map(({ id, title }) => ({ value: id, label: title }))} value={system} onChange={(next) => next !== null && setSystem(next)} />
        {step && <p className="muted">{step.note}</p>}
        {step?.command !== undefined && <Snippet title={`Where you saved ${FILE}`} language="Shell" code={step.command} />}
        {step?.undo !== undefined && <Snippet title="To take it back" language="Shell" code={step.undo} />}
      </div>
    </Section>
  )
}

function Faults({ url }: { url: string }) {
  return (
    <Section title="With a fault" aside={<span className="muted">The name that is called chooses it</span>}>
      <ul className={styles.faults}>
        {(Object.keys(TLS_FAULTS) as TlsFault[]).map((fault) => (
          <li key={fault}>
            <span>{TLS_FAULTS[fault].title}</span>
            <code>{faultyUrl(url, fault)}</code>
            <CopyButton value={faultyUrl(url, fault)} label={`Copy the URL: ${TLS_FAULTS[fault].title}`} size={12} />
            <span className="muted">A client {TLS_FAULTS[fault].client}.</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const SHOWN = 5

function Failed({ handshakes }: { handshakes: readonly Handshake[] }) {
  const now = useNow()
  return (
    <Section title="Came to nothing" aside={<span className="muted">Connections that never carried a request, the newest first</span>}>
      <ul className={styles.failed}>
        {handshakes.slice(0, SHOWN).map(({ at, peer, serverName, why }, n) => (
          <li key={n}>
            <TimeText iso={at} now={now} />
            <code>
              <WireText text={serverName ?? peer} />
            </code>
            <WireText text={why} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
