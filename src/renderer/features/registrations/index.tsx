import { Button } from '@mantine/core'
import { ArrowDown, ArrowUp, FileQuestion } from 'lucide-react'
import { useMemo } from 'react'
import { useCommands } from '#renderer/state/commands.ts'
import { useStore } from '#renderer/state/store.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { About } from './about.tsx'
import { useAddress } from './address.ts'
import { Create } from './create.tsx'
import { Detail } from './detail.tsx'
import { List } from './list.tsx'

/** The webhooks, and each as the provider's own page would have it. */
export function Registrations() {
  const address = useAddress()
  const narrow = useNarrow()
  const loaded = useStore((state) => state.loaded)
  const providers = useStore((state) => state.providers)
  const items = useStore((state) => state.registrations.items)
  // As on screen: provider by provider, the oldest first, so that a new one does not move the others.
  const registrations = useMemo(() => providers.flatMap((provider) => [...items.values()].filter((one) => one.provider === provider.id).sort((a, b) => a.id.length - b.id.length || a.id.localeCompare(b.id))), [providers, items])

  const move = (by: number) => {
    const at = registrations.findIndex(({ id }) => id === address.selected)
    const next = registrations[at === -1 ? 0 : Math.min(registrations.length - 1, Math.max(0, at + by))]
    if (next) address.open(next.id)
  }
  useCommands([
    { id: 'next', title: 'Next registration', group: 'Registrations', keys: ['j', 'ArrowDown'], icon: ArrowDown, keysOnly: true, run: () => move(1) },
    { id: 'previous', title: 'Previous registration', group: 'Registrations', keys: ['k', 'ArrowUp'], icon: ArrowUp, keysOnly: true, run: () => move(-1) },
    { id: 'close', title: 'Close what is open', group: 'Registrations', keys: ['Escape'], keysOnly: true, run: address.close },
  ])
  if (!loaded) return <Wait room="Registrations" />

  const registration = address.selected === null ? undefined : items.get(address.selected)
  const provider = providers.find(({ id }) => id === (registration?.provider ?? address.about)) ?? providers[0]
  const detail = () => {
    if (address.making || (registrations.length === 0 && address.about === null && !narrow)) return <Create address={address} providers={providers} covering={narrow} />
    if (address.selected !== null && !registration) {
      return (
        <Pane label="Registration">
          <EmptyState icon={FileQuestion} title={`There is no ${address.selected} here`} actions={<Button onClick={address.close}>Back to the list</Button>}>
            It may have belonged to another workspace, or has been removed.
          </EmptyState>
        </Pane>
      )
    }
    if (!provider) return null
    if (registration) return <Detail key={registration.id} registration={registration} provider={provider} covering={narrow} onClose={address.close} />
    if (narrow && address.about === null) return null
    return <About key={provider.id} provider={provider} onMake={() => address.make(provider.id)} onBack={narrow ? address.close : undefined} />
  }
  return <Split id="registrations" narrow={narrow} listSize="38%" listMin="340px" list={<List address={address} providers={providers} registrations={registrations} />} detail={detail()} />
}
