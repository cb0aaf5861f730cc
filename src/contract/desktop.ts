// The sandboxed preload imports this file: no package may be needed at run time.
import type { DesktopChange, DesktopOptions } from './desktop-options.ts'

/** What the user chose for the page: one of two, or as the system says. */
export const COLOR_SCHEMES = ['light', 'dark', 'system'] as const
export type ColorScheme = (typeof COLOR_SCHEMES)[number]

/** The rooms of the page by the first segment of their address: menus, notifications and links from outside lead there, and nowhere else. */
export const PLACES = {
  deliveries: 'Deliveries',
  trigger: 'Trigger',
  registrations: 'Registrations',
  inboxes: 'Inboxes',
  syncs: 'Syncs',
  replays: 'Replays',
  scenarios: 'Scenarios',
  providers: 'Providers',
  diff: 'Compare',
  settings: 'Settings',
} as const
export type Place = keyof typeof PLACES

/** What came of looking for a newer version. Nothing is ever fetched or installed. */
export interface UpdateCheck {
  /** ISO time of the machine. */
  readonly checkedAt: string
  /** Null: none that is newer. */
  readonly newer: { readonly version: string; readonly page: string | null } | null
  /** Why it could not be found out, a sentence; null: it could. */
  readonly problem: string | null
}

export interface DesktopState {
  readonly options: DesktopOptions
  /** What this system can do of it. */
  readonly can: { readonly notifications: boolean; readonly openAtLogin: boolean }
  /** The last look for a newer version; null: none since the start. */
  readonly update: UpdateCheck | null
}

/** What the system, a menu or a notification wants shown. Nothing of it has an effect by itself: a file is looked at before it is imported. */
export type Opened =
  /** An address within the page. */
  | { readonly kind: 'place'; readonly path: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** A sentence for the user. */
  | { readonly kind: 'notice'; readonly message: string }

/** What the desktop shell offers its page: one function per need. A browser has none of it; the page asks per capability. */
export interface Desktop {
  /** What is drawn around the page (frame, menus, the background before its first paint) takes the same colours. */
  setColorScheme?(scheme: ColorScheme): Promise<void>
  getDesktop?(): Promise<DesktopState>
  /** Rejects, and changes nothing, where a value can't be meant or the system refuses. */
  changeDesktop?(change: DesktopChange): Promise<DesktopState>
  /** Looks for a newer version now. */
  checkForUpdates?(): Promise<DesktopState>
  /** What is to be shown and was not taken yet, the oldest first; each once. */
  takeOpened?(): Promise<Opened[]>
  /** Called when there is something to take. Answers how to stop that. */
  onOpened?(listener: () => void): () => void
}

/** Name of the global under which the page finds it. */
export const DESKTOP_GLOBAL = 'hookwrightDesktop'

/** The message of each function: on its way from the page to the shell, the last one the other way round. */
export const DESKTOP_CHANNELS = {
  setColorScheme: 'desktop:set-color-scheme',
  getDesktop: 'desktop:get',
  changeDesktop: 'desktop:change',
  checkForUpdates: 'desktop:check-for-updates',
  takeOpened: 'desktop:take-opened',
  onOpened: 'desktop:opened',
} as const satisfies Record<keyof Desktop, string>
