import { create } from 'zustand'
import type { Client } from '#client/http.ts'
import type { Status } from '#contract/live.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { emptyCollection } from './collection.ts'
import { emptyList } from './live-list.ts'
import type { ListedKind, OpenList, Truth } from './apply-changes.ts'
import type { Command } from './command.ts'

/**
 * `locked`: no token, or a refused one. `starting`: the first connection is being made. `open`: changes come in.
 * `lost`: what is on screen is from before; the follower keeps trying.
 */
export type Phase = 'locked' | 'starting' | 'open' | 'lost'

export interface Connection {
  readonly phase: Phase
  /** Why it is locked, for a person; null on a first visit. */
  readonly reason: string | null
  /** Local time of the last change of phase, in milliseconds. */
  readonly since: number
  /** Null while locked. */
  readonly client: Client | null
}

export interface Told {
  readonly status: Status | null
  /** Server time minus local time in milliseconds, measured when the status came. */
  readonly clockOffsetMs: number
  /** Deliveries settled per second, one value a second, newest last. */
  readonly rates: readonly number[]
  readonly providers: readonly ProviderInfo[]
  /** Number of the change after which they were read. */
  readonly providersSeq: number
  /** The lists that are held whole have been read. */
  readonly loaded: boolean
}

/** The one store, in slices. State changes only through the functions of this folder, never from a component. */
export interface State extends Truth, Told {
  readonly connection: Connection
  readonly commands: readonly Command[]
}

export const noList = <K extends ListedKind>(): OpenList<K> => ({
  key: '',
  list: emptyList(),
  placing: { belongs: () => false, place: 'known' },
  holding: false,
  loading: null,
  error: null,
  ready: false,
  meanwhile: [],
})

/** What is forgotten when another workspace answers. */
export const nothingTold = (): Truth & Told => ({
  status: null,
  clockOffsetMs: 0,
  rates: [],
  providers: [],
  providersSeq: 0,
  loaded: false,
  registrations: emptyCollection(),
  inboxes: emptyCollection(),
  syncs: emptyCollection(),
  replays: emptyCollection(),
  lists: { delivery: noList(), capture: noList(), entity: noList() },
})

export const useStore = create<State>()(() => ({
  connection: { phase: 'locked', reason: null, since: Date.now(), client: null },
  commands: [],
  ...nothingTold(),
}))
