import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** What a user chose for this page and browser; the colour scheme is kept by the component library in the same storage. */
export interface Preferences {
  /** Single letters act as commands. Some speech and switch devices type letters by accident: then they must be off. */
  readonly letterKeys: boolean
  /** Language of the snippets that were looked at last. */
  readonly snippetLanguage: string
  /** Payloads indented for reading, instead of byte for byte. */
  readonly prettyPayload: boolean
  /** Comparisons leave out what is the same. */
  readonly onlyDifferences: boolean
  readonly density: Density
  /** Has taken the tour, or does not want it. */
  readonly toured: boolean
}

/** How close things stand: `compact` shows a quarter more rows. */
export type Density = 'comfortable' | 'compact'

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ letterKeys: true, snippetLanguage: 'shell', prettyPayload: true, onlyDifferences: true, density: 'comfortable', toured: false }), { name: 'hookwright.preferences' }),
)

export const prefer = (change: Partial<Preferences>): void => void usePreferences.setState(change)
