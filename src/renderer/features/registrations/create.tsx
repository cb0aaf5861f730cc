import { ActionIcon, Select } from '@mantine/core'
import { ArrowLeft } from 'lucide-react'
import type { ProviderInfo } from '#contract/provider.ts'
import { useDefaultProvider } from '#renderer/state/use-default-provider.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import type { Address } from './address.ts'
import { CreateForm } from './create-form.tsx'
import styles from './registrations.module.css'

/** A new registration: with which provider, and then its form. */
export function Create({ address, providers, covering }: { address: Address; providers: readonly ProviderInfo[]; covering: boolean }) {
  const first = useDefaultProvider()
  const provider = providers.find(({ id }) => id === address.provider) ?? first
  if (!provider) return null
  return (
    <Pane
      padded
      label="New registration"
      head={
        <>
          {covering && <h1 className="unseen">Registrations</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={address.close}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>Register a URL with {provider.title}</h2>
        </>
      }
      actions={
        providers.length > 1 && <Select size="xs" aria-label="Provider" data={providers.map(({ id, title }) => ({ value: id, label: title }))} value={provider.id} allowDeselect={false} onChange={(id) => id !== null && address.make(id)} />
      }
    >
      <div className={styles.create}>
        <CreateForm key={provider.id} provider={provider} url={address.url ?? ''} onMade={address.open} />
      </div>
    </Pane>
  )
}
