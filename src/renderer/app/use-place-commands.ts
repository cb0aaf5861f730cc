import { Inbox, ListTree, Plus, RefreshCw, Zap } from 'lucide-react'
import { useLocation } from 'wouter'
import { useCommands } from '#renderer/state/commands.ts'
import { useStore } from '#renderer/state/store.ts'

/** A palette of more than this is searched no better. */
const MOST = 50

/** What a room begins with, and the inboxes by name: reached from wherever the reader is. */
export function usePlaceCommands(): void {
  const [, go] = useLocation()
  const providers = useStore((state) => state.providers)
  // A string, so that a capture that is counted offers nothing anew.
  const inboxes = useStore((state) => [...state.inboxes.items.values()].slice(0, MOST).map(({ name }) => name).join(' '))
  const named = inboxes.split(' ').filter(Boolean)
  useCommands([
    { id: 'new-inbox', title: 'Make an inbox', group: 'Inboxes', icon: Plus, run: () => go('/inboxes?new') },
    ...named.map((name) => ({ id: `inbox ${name}`, title: `Inbox ${name}`, group: 'Inboxes', icon: Inbox, run: () => go(`/inboxes/${name}`) })),
    ...providers.map(({ id, title }) => ({ id: `register ${id}`, title: `Register a URL with ${title}`, group: 'Registrations', icon: ListTree, run: () => go(`/registrations/new?provider=${encodeURIComponent(id)}`) })),
    ...providers.map(({ id, title }) => ({ id: `compose ${id}`, title: `Fire a trigger of ${title}`, group: 'Trigger', icon: Zap, run: () => go(`/trigger/${encodeURIComponent(id)}`) })),
    { id: 'begin-sync', title: 'Begin a full sync', group: 'Syncs', icon: RefreshCw, run: () => go('/syncs?new=') },
  ])
}
