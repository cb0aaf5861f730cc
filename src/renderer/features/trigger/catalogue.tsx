import { CloseButton, TextInput } from '@mantine/core'
import { ChevronDown, ChevronRight, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { Trigger } from '#contract/provider.ts'
import { plural } from '#renderer/ui/format.ts'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import { treeRows } from './trigger-tree.ts'
import styles from './trigger.module.css'

/** A catalogue of more than this is searched rather than read. */
const MANY = 6

/** Everything the provider can tell, as a tree. */
export function Catalogue({ triggers, chosen, onChoose, searchRef }: { triggers: readonly Trigger[]; chosen: string | null; onChoose: (trigger: string) => void; searchRef: RefObject<HTMLInputElement | null> }) {
  const [query, setQuery] = useState('')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const rows = treeRows(triggers, query, closed)
  const tree = useRef<HTMLUListElement>(null)
  useEffect(() => void tree.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' }), [chosen])
  const toggle = (name: string) => setClosed(closed.has(name) ? new Set([...closed].filter((one) => one !== name)) : new Set([...closed, name]))
  return (
    <section className={styles.catalogue} aria-label="Trigger catalogue">
      <h2 className={styles.sideTitle}>
        Triggers <span className="muted">{triggers.length}</span>
      </h2>
      {triggers.length > MANY && (
        <TextInput
          ref={searchRef}
          className={styles.search}
          size="xs"
          aria-label="Search in the catalogue"
          placeholder="Search  /"
          value={query}
          leftSection={<Search size={13} aria-hidden />}
          rightSection={query !== '' && <CloseButton size="xs" aria-label="Clear the search" onClick={() => setQuery('')} />}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <ul ref={tree} className={styles.tree}>
        {rows.map(({ trigger, depth, below }) => {
          const shut = query === '' && closed.has(trigger.name)
          return (
            <li key={trigger.name} className={styles.leaf} data-chosen={trigger.name === chosen || undefined} style={{ paddingLeft: `${depth * 0.875}rem` }}>
              {below > 0 ? (
                <button type="button" className={styles.twist} aria-label={`${shut ? 'Show' : 'Hide'} what is below ${trigger.title}`} aria-expanded={!shut} title={plural(below, 'trigger')} onClick={() => toggle(trigger.name)}>
                  {shut ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
                </button>
              ) : (
                triggers.some(({ parent }) => parent !== null) && <span className={styles.twist} />
              )}
              <button type="button" className={styles.pick} aria-current={trigger.name === chosen || undefined} title={trigger.description} onClick={() => onChoose(trigger.name)}>
                <span className={styles.leafTitle}>{trigger.title}</span>
                <span className={`${styles.leafName} mono`}>{trigger.name}</span>
              </button>
              {trigger.source !== 'documented' && <SourceTag source={trigger.source} />}
            </li>
          )
        })}
        {rows.length === 0 && <li className={styles.none}>Nothing in the catalogue is called that.</li>}
      </ul>
    </section>
  )
}
