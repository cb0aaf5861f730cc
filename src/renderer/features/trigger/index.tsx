import { Select } from '@mantine/core'
import { ArrowDown, ArrowUp, Search, Zap } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Redirect } from 'wouter'
import type { ProviderInfo, Trigger as TriggerInfo } from '#contract/provider.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useStore } from '#renderer/state/store.ts'
import { useDefaultProvider } from '#renderer/state/use-default-provider.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { useAddress } from './address.ts'
import type { Address } from './address.ts'
import { Catalogue } from './catalogue.tsx'
import { Composer } from './composer.tsx'
import { aimAt, draftKey, fillEntity, useDrafts } from './draft.ts'
import { EntityCreator } from './entity-creator.tsx'
import { EntityEditor } from './entity-editor.tsx'
import { EntityList } from './entity-list.tsx'
import styles from './trigger.module.css'

/** Raising events as the provider would: out of its catalogue, or by changing what it keeps. */
export function Trigger() {
  const address = useAddress()
  const providers = useStore((state) => state.providers)
  const first = useDefaultProvider()
  const provider = providers.find(({ id }) => id === address.provider) ?? first
  const triggers = useLoaded(provider ? `triggers ${provider.id}` : null, async (client, signal) => (await client.call('listTriggers', { params: { provider: provider?.id ?? '' }, signal })).items, provider && { kind: 'provider', id: provider.id })
  if (triggers.error !== null) return <ProblemLine error={triggers.error} onRetry={triggers.reload} />
  if (!provider || !triggers.data) return null
  return <Room address={address} provider={provider} providers={providers} triggers={triggers.data} />
}

function Room({ address, provider, providers, triggers }: { address: Address; provider: ProviderInfo; providers: readonly ProviderInfo[]; triggers: readonly TriggerInfo[] }) {
  const searchRef = useRef<HTMLInputElement>(null)
  const last = useDrafts((state) => state.lastTrigger[provider.id])
  const current = address.trigger ?? last ?? triggers[0]?.name ?? null
  const trigger = triggers.find(({ name }) => name === current)
  const kind = provider.entities.find((one) => one.kind === address.kind)
  const draft = useDrafts((state) => (current === null ? undefined : state.byTrigger[draftKey(provider.id, current)]))
  const [picked, setPicked] = useState<{ at: string | null; kind: string }>()
  const listed = provider.entities.find((one) => picked?.at === address.kind && one.kind === picked.kind) ?? kind ?? provider.entities.find((one) => one.kind === draft?.entity?.kind) ?? provider.entities.find(({ raises }) => raises) ?? provider.entities[0]
  const chosen = kind ? (kind === listed ? address.id : null) : draft?.entity?.kind === listed?.kind ? (draft?.entity?.id ?? null) : null

  useEffect(() => {
    if (address.registration !== null) aimAt(provider.id, address.registration)
  }, [address.registration, provider.id])

  /** A document fills the event's data; while one is edited, or where it raises nothing, it is edited. */
  const choose = (id: string) => {
    const entity = useStore.getState().lists.entity.list.items.get(id)
    if (!entity) return
    const raises = provider.entities.find((one) => one.kind === entity.kind)?.raises === true
    if (kind || !raises || current === null) return address.edit(provider.id, entity.kind, entity.entityId)
    fillEntity(provider.id, current, { ...entity, id: entity.entityId })
  }
  const move = (by: number) => {
    const { ids } = useStore.getState().lists.entity.list
    const at = ids.indexOf(`${provider.id}/${listed?.kind}/${chosen}`)
    const id = ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (id !== undefined) choose(id)
  }
  useCommands([
    { id: 'search-catalogue', title: 'Search in the trigger catalogue', group: 'Trigger', keys: ['/'], icon: Search, run: () => searchRef.current?.focus() },
    { id: 'next-document', title: 'Next document', group: 'Trigger', keys: ['j', 'ArrowDown'], icon: ArrowDown, keysOnly: true, run: () => move(1) },
    { id: 'previous-document', title: 'Previous document', group: 'Trigger', keys: ['k', 'ArrowUp'], icon: ArrowUp, keysOnly: true, run: () => move(-1) },
    { id: 'back-to-event', title: 'Back to the event', group: 'Trigger', keys: ['Escape'], keysOnly: true, run: () => current !== null && kind && address.fire(provider.id, current) },
    ...triggers.slice(0, 100).map((one) => ({ id: `compose ${one.name}`, title: `Fire ${one.title}`, group: provider.title, icon: Zap, keywords: `${one.name} ${one.description}`, run: () => address.fire(provider.id, one.name) })),
  ])

  if (!address.trigger && !kind && current !== null) return <Redirect to={`/trigger/${encodeURIComponent(provider.id)}/fire/${encodeURIComponent(current)}`} replace />
  return (
    <div className={styles.room}>
      <Pane
        label="What can be raised"
        title="Trigger"
        actions={
          providers.length > 1 && (
            <Select className={styles.provider} size="xs" aria-label="Provider" data={providers.map(({ id, title }) => ({ value: id, label: title }))} value={provider.id} allowDeselect={false} onChange={(id) => id !== null && address.provide(id)} />
          )
        }
      >
        <div className={styles.side} data-kept={provider.entities.some(({ raises }) => raises) ? undefined : 'few'}>
          <Catalogue triggers={triggers} chosen={kind ? null : current} onChoose={(name) => address.fire(provider.id, name)} searchRef={searchRef} />
          {listed && (
            <EntityList
              key={`${provider.id} ${listed.kind}`}
              provider={provider}
              kind={listed}
              chosen={chosen}
              onChoose={(entity) => choose(entity.id)}
              onCreate={(name) => address.create(provider.id, name)}
              onKind={(name) => setPicked({ at: address.kind, kind: name })}
            />
          )}
        </div>
      </Pane>
      <div className={styles.main}>
        {kind && address.id !== null ? (
          <EntityEditor
            key={`${provider.id} ${kind.kind} ${address.id}`}
            provider={provider}
            kind={kind}
            id={address.id}
            onGone={() => (current === null ? address.provide(provider.id) : address.fire(provider.id, current))}
            onUse={(entity) => {
              if (current === null) return
              fillEntity(provider.id, current, entity)
              address.fire(provider.id, current)
            }}
          />
        ) : kind ? (
          <EntityCreator key={`${provider.id} ${kind.kind}`} provider={provider} kind={kind} triggers={triggers} onMade={(id) => address.edit(provider.id, kind.kind, id)} />
        ) : trigger ? (
          <Composer key={draftKey(provider.id, trigger.name)} provider={provider} trigger={trigger} onEdit={(name, id) => address.edit(provider.id, name, id)} />
        ) : (
          <EmptyState icon={Zap} title={`${provider.title} has no trigger ${address.trigger ?? ''}`}>
            Choose one of its catalogue.
          </EmptyState>
        )}
      </div>
    </div>
  )
}
