import { ActionIcon, CloseButton, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { Plus, Search } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { EntityKind, ProviderInfo } from '#contract/provider.ts'
import type { Keyed } from '#renderer/state/apply-changes.ts'
import { keyed } from '#renderer/state/apply-changes.ts'
import { loadMore, openList, reloadList } from '#renderer/state/lists.ts'
import { useStore } from '#renderer/state/store.ts'
import { Cell, Grid } from '#renderer/ui/grid.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './trigger.module.css'

const PAUSE_MS = 200

export interface EntityListProps {
  readonly provider: ProviderInfo
  /** Id of the one that is on screen at the right. */
  readonly chosen: string | null
  readonly kind: EntityKind
  readonly onKind: (kind: string) => void
  readonly onChoose: (entity: Keyed) => void
  readonly onCreate: (kind: string) => void
}

/** The documents that the provider keeps, of one kind. */
export function EntityList({ provider, chosen, kind, onKind, onChoose, onCreate }: EntityListProps) {
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  useEffect(() => {
    const timer = window.setTimeout(() => setQuery(typed), PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [typed])
  const { list, error, ready, loading } = useEntities(provider.id, kind.kind, query)
  const more = useCallback(() => loadMore('entity'), [])
  return (
    <section className={styles.entities} aria-label={kind.plural}>
      <h2 className={styles.sideTitle}>
        {provider.entities.length > 1 ? (
          <SegmentedControl aria-label="Kind of document" data={provider.entities.map((one) => ({ value: one.kind, label: one.plural }))} value={kind.kind} onChange={onKind} />
        ) : (
          kind.plural
        )}
        <Tooltip label={`New ${kind.title.toLowerCase()}`}>
          <ActionIcon className={styles.new} aria-label={`New ${kind.title.toLowerCase()}`} onClick={() => onCreate(kind.kind)}>
            <Plus size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </h2>
      <TextInput
        className={styles.search}
        size="xs"
        aria-label={`Search in ${kind.plural.toLowerCase()}`}
        placeholder={`Search ${kind.plural.toLowerCase()}`}
        value={typed}
        maxLength={200}
        leftSection={<Search size={13} aria-hidden />}
        rightSection={typed !== '' && <CloseButton size="xs" aria-label="Clear the search" onClick={() => setTyped('')} />}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error !== null && <ProblemLine error={error} onRetry={() => reloadList('entity')} />}
      <div className={styles.entityGrid} aria-busy={loading === 'first'}>
        {ready && list.ids.length === 0 ? (
          <p className={styles.none}>{query === '' ? `There are no ${kind.plural.toLowerCase()}.` : `No ${kind.title.toLowerCase()} has that in its title or id.`}</p>
        ) : (
          <Grid
            label={kind.plural}
            name="entity"
            columns={[{ key: 'title', title: kind.title, width: 'minmax(0, 1fr)' }]}
            ids={list.ids}
            more={list.nextCursor !== null}
            selected={chosen === null ? null : `${provider.id}/${kind.kind}/${chosen}`}
            onSelect={(id) => {
              const entity = list.items.get(id)
              if (entity) onChoose(entity)
            }}
            onNearEnd={more}
            row={(id) => (
              <Cell>
                <WireText text={list.items.get(id)?.title ?? ''} />
              </Cell>
            )}
          />
        )}
      </div>
    </section>
  )
}

function useEntities(provider: string, kind: string, q: string) {
  const open = useStore((state) => state.lists.entity)
  const key = `entities ${provider} ${kind} ${q}`
  useEffect(() => {
    openList({
      kind: 'entity',
      key,
      place: 'known',
      belongs: (item) => item.provider === provider && item.kind === kind,
      read: async (client, cursor, signal) => {
        const page = await client.call('listEntities', { params: { provider, kind }, query: { q, limit: 100, cursor }, signal })
        return { ...page, items: page.items.map(keyed) }
      },
    })
  }, [key, provider, kind, q])
  return open
}
