import { create } from 'zustand'

/** The message that was picked to be compared with the next one, in the words of `contract/message-ref.ts`; null: none was. Lost with the page. */
export const usePicked = create<{ readonly picked: string | null }>()(() => ({ picked: null }))

export const pickToCompare = (ref: string | null): void => usePicked.setState({ picked: ref })

/** Where the two are shown side by side. */
export const comparisonOf = (a: string, b: string): string => `/diff?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`
