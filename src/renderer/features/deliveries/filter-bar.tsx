import { CloseButton, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { DeliveryStatus } from '#contract/delivery.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { useStore } from '#renderer/state/store.ts'
import { shortUrl } from '#renderer/ui/format.ts'
import { STATUS_LOOK, StatusMark } from '#renderer/ui/marks.tsx'
import { PickMenu } from '#renderer/ui/pick-menu.tsx'
import type { Address } from './address.ts'
import { TimeWindow } from './time-window.tsx'
import styles from './deliveries.module.css'

/** Typing is a filter once it pauses for this long, in milliseconds. */
const PAUSE_MS = 200

/** Left as it is while the list below it changes. */
export const FilterBar = memo(function FilterBar({ address, searchRef, onLeave }: { address: Address; searchRef: RefObject<HTMLInputElement | null>; onLeave: () => void }) {
  const { filter, narrow } = address
  const [opened, setOpened] = useState(false)
  const providers = useStore((state) => state.providers)
  const registrations = useStore((state) => state.registrations.items)
  const syncs = useStore((state) => state.syncs.items)
  const replays = useStore((state) => state.replays.items)
  const triggers = useLoaded(opened ? `triggers ${providers.map(({ id }) => id).join()}` : null, async (client, signal) => {
    const pages = await Promise.all(providers.map(({ id }) => client.call('listTriggers', { params: { provider: id }, signal })))
    return [...new Set(pages.flatMap((page) => page.items.map((trigger) => trigger.name)))]
  })
  const named = [...new Set([...(triggers.data ?? []), ...(filter.trigger ? [filter.trigger] : [])])]
  return (
    <div className={styles.filters} role="search" aria-label="Filter deliveries">
      <SearchField key={filter.q === '' ? 'empty' : 'given'} initial={filter.q} onSettle={(q) => narrow({ q })} inputRef={searchRef} onLeave={onLeave} />
      <PickMenu
        label="Status"
        multiple
        chosen={filter.status}
        onChange={(status) => narrow({ status })}
        options={DeliveryStatus.options.map((status) => ({ value: status, label: STATUS_LOOK[status].word, drawn: <StatusMark status={status} /> }))}
      />
      <PickMenu label="Trigger" chosen={filter.trigger ? [filter.trigger] : []} onChange={([trigger = '']) => narrow({ trigger })} options={named.map((name) => ({ value: name, label: name }))} onOpen={() => setOpened(true)} />
      <PickMenu
        label="Registration"
        chosen={filter.registration ? [filter.registration] : []}
        onChange={([registration = '']) => narrow({ registration })}
        options={[...registrations.values()].map((one) => ({
          value: one.id,
          label: `${one.id} ${shortUrl(one.url)}`,
          drawn: (
            <span>
              {one.id} <span className="muted">{shortUrl(one.url)}</span>
            </span>
          ),
        }))}
      />
      {syncs.size > 0 && (
        <PickMenu label="Sync" chosen={filter.sync ? [filter.sync] : []} onChange={([sync = '']) => narrow({ sync })} options={[...syncs.values()].reverse().map((one) => ({ value: one.id, label: `${one.id} of ${one.registrationId}` }))} />
      )}
      {replays.size > 0 && (
        <PickMenu label="Replay" chosen={filter.replay ? [filter.replay] : []} onChange={([replay = '']) => narrow({ replay })} options={[...replays.values()].reverse().map((one) => ({ value: one.id, label: `${one.id}, ${one.status}` }))} />
      )}
      <TimeWindow filter={filter} onChange={narrow} />
    </div>
  )
})

function SearchField({ initial, onSettle, inputRef, onLeave }: { initial: string; onSettle: (q: string) => void; inputRef: RefObject<HTMLInputElement | null>; onLeave: () => void }) {
  const [text, setText] = useState(initial)
  useEffect(() => {
    if (text === initial) return
    const timer = window.setTimeout(() => onSettle(text), PAUSE_MS)
    return () => window.clearTimeout(timer)
  })
  return (
    <TextInput
      ref={inputRef}
      className={styles.search}
      size="xs"
      aria-label="Search in subject, trigger, message id and URL"
      placeholder="Search  /"
      value={text}
      maxLength={200}
      leftSection={<Search size={13} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="xs" aria-label="Clear the search" onClick={() => onSettle('')} />}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onSettle(text)
        if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault()
          onLeave()
        }
      }}
    />
  )
}
