import type { LucideIcon } from 'lucide-react'

/** Something a user can do: found in the palette, in the list of keys, and under its key. */
export interface Command {
  readonly id: string
  readonly title: string
  /** Heading it is listed under. */
  readonly group: string
  /** Such as `r`, `?`, `mod+k`, `Escape`, `ArrowDown`. `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: readonly string[]
  readonly icon?: LucideIcon
  /** Words it is also found by. */
  readonly keywords?: string
  /** In the list of keys, but not in the palette: moving and closing make no sense from there. */
  readonly keysOnly?: boolean
  readonly run: () => void
}
