import { FileCode2, GitCompareArrows, Inbox, ListChecks, ListTree, RefreshCw, RotateCcw, Send, Settings as SettingsIcon, Zap } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { lazy } from 'react'
import type { ComponentType } from 'react'
import { PLACES } from '#contract/desktop.ts'
import type { Place } from '#contract/desktop.ts'
import type { State } from '#renderer/state/store.ts'
import { Deliveries } from '#renderer/features/deliveries/index.tsx'

/** A screen of its own: one folder below features/, one entry here. */
export interface Room {
  /** First segment of its address; what follows is the room's business. */
  readonly path: Place
  readonly title: string
  readonly icon: LucideIcon
  /** Second key after `g` that goes there. */
  readonly key: string
  readonly component: ComponentType
  /** A number worth seeing from everywhere; null shows none. */
  readonly count?: (state: State) => number | null
}

const Trigger = lazy(() => import('#renderer/features/trigger/index.tsx').then((module) => ({ default: module.Trigger })))
const Registrations = lazy(() => import('#renderer/features/registrations/index.tsx').then((module) => ({ default: module.Registrations })))
const Inboxes = lazy(() => import('#renderer/features/inboxes/index.tsx').then((module) => ({ default: module.Inboxes })))
const Compare = lazy(() => import('#renderer/features/diff/index.tsx').then((module) => ({ default: module.Compare })))
const ProviderFiles = lazy(() => import('#renderer/features/provider-files/index.tsx').then((module) => ({ default: module.ProviderFiles })))
const Replays = lazy(() => import('#renderer/features/replays/index.tsx').then((module) => ({ default: module.Replays })))
const Scenarios = lazy(() => import('#renderer/features/scenarios/index.tsx').then((module) => ({ default: module.Scenarios })))
const Settings = lazy(() => import('#renderer/features/settings/index.tsx').then((module) => ({ default: module.Settings })))
const Syncs = lazy(() => import('#renderer/features/syncs/index.tsx').then((module) => ({ default: module.Syncs })))

export const ROOMS: readonly Room[] = [
  { path: 'deliveries', title: PLACES.deliveries, icon: Send, key: 'd', component: Deliveries, count: ({ status }) => status && status.queue.waiting + status.queue.inFlight },
  { path: 'trigger', title: PLACES.trigger, icon: Zap, key: 't', component: Trigger },
  { path: 'registrations', title: PLACES.registrations, icon: ListTree, key: 'e', component: Registrations },
  { path: 'inboxes', title: PLACES.inboxes, icon: Inbox, key: 'i', component: Inboxes, count: ({ status }) => status && status.captures },
  { path: 'syncs', title: PLACES.syncs, icon: RefreshCw, key: 's', component: Syncs, count: ({ syncs }) => [...syncs.items.values()].filter(({ status }) => status === 'running').length },
  { path: 'replays', title: PLACES.replays, icon: RotateCcw, key: 'r', component: Replays, count: ({ replays }) => [...replays.items.values()].filter(({ status }) => status === 'running').length },
  { path: 'scenarios', title: PLACES.scenarios, icon: ListChecks, key: 'o', component: Scenarios },
  { path: 'providers', title: PLACES.providers, icon: FileCode2, key: 'p', component: ProviderFiles },
  { path: 'diff', title: PLACES.diff, icon: GitCompareArrows, key: 'c', component: Compare },
  { path: 'settings', title: PLACES.settings, icon: SettingsIcon, key: ',', component: Settings },
]
