import { ActionIcon, Button } from '@mantine/core'
import { ArrowLeft, ListTree } from 'lucide-react'
import { useLocation } from 'wouter'
import { useStore } from '#renderer/state/store.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import type { Address } from './address.ts'
import { CreateForm } from './create-form.tsx'
import styles from './syncs.module.css'

/** A new sync; where there is nobody to sync with, the step before it. */
export function Create({ address, covering }: { address: Address; covering: boolean }) {
  const [, go] = useLocation()
  const providers = useStore((state) => state.providers)
  const registrations = useStore((state) => state.registrations.items)
  const able = [...registrations.values()].filter((one) => providers.some(({ id, sync }) => id === one.provider && sync !== null))
  return (
    <Pane
      padded
      label="New sync"
      head={
        <>
          {covering && <h1 className="unseen">Syncs</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={address.close}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>New sync</h2>
        </>
      }
    >
      {able.length === 0 ? (
        <EmptyState
          icon={ListTree}
          title="Nobody is registered to be synced with"
          actions={
            <Button variant="filled" leftSection={<ListTree size={13} aria-hidden />} onClick={() => go('/registrations/new')}>
              Register a URL
            </Button>
          }
        >
          A full sync sends a registered URL every document that it may see.
        </EmptyState>
      ) : (
        <CreateForm key={address.making ?? ''} registrations={able} first={address.making ?? ''} onMade={address.open} />
      )}
    </Pane>
  )
}
