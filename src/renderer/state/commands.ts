import { useEffect, useRef } from 'react'
import type { LucideIcon } from 'lucide-react'
import { useStore } from './store.ts'

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

/** Offers commands for as long as the component lives. What they do may change from one drawing to the next. */
export function useCommands(commands: readonly Command[]): void {
  const newest = useRef(commands)
  useEffect(() => {
    newest.current = commands
  })
  const names = commands.map((command) => [command.id, command.title, command.group, ...(command.keys ?? [])].join(' ')).join('\n')
  useEffect(() => {
    const mine = newest.current.map((command) => ({
      ...command,
      run: () => newest.current.find((one) => one.id === command.id)?.run(),
    }))
    useStore.setState((state) => ({ commands: [...state.commands, ...mine] }))
    return () => useStore.setState((state) => ({ commands: state.commands.filter((command) => !mine.includes(command)) }))
  }, [names])
}
