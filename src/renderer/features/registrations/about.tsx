import { ActionIcon, Button } from '@mantine/core'
import { ArrowLeft, Plus } from 'lucide-react'
import type { ProviderInfo } from '#contract/provider.ts'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { plural } from '#renderer/ui/format.ts'
import { Pane, Section } from '#renderer/ui/pane.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import { Rules } from './rules.tsx'
import { Snippets } from './snippets.tsx'
import styles from './registrations.module.css'

/** A provider without one of its registrations: where its API is, how code registers with it, and its rules. */
export function About({ provider, onMake, onBack }: { provider: ProviderInfo; onMake: () => void; onBack?: () => void }) {
  return (
    <Pane
      padded
      label={`About ${provider.title}`}
      head={
        <>
          {onBack && <h1 className="unseen">Registrations</h1>}
          {onBack && (
            <ActionIcon aria-label="Back to the list" onClick={onBack}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>{provider.title}</h2>
        </>
      }
      actions={
        <Button variant="filled" leftSection={<Plus size={13} aria-hidden />} onClick={onMake}>
          Register a URL
        </Button>
      }
    >
      <p className={styles.lead}>{provider.description}</p>
      <Section title="What it emulates">
        <Facts>
          <Fact name="Its own API">{provider.baseUrl === null ? 'not listening at the moment' : <ShortText value={provider.baseUrl} label="the base URL" max={60} />}</Fact>
          <Fact name="Signature">{provider.signs ? 'Every request is signed.' : 'Nothing is signed: a receiver cannot tell who sent a request.'}</Fact>
          <Fact name="Catalogue">{plural(provider.triggers, 'trigger')}</Fact>
        </Facts>
      </Section>
      <Section title="From your code">
        <Snippets provider={provider} values={{}} />
      </Section>
      <Section title={`Rules (${provider.rules.length})`}>
        <Rules rules={provider.rules} />
      </Section>
    </Pane>
  )
}
