import { useEffect, useRef } from 'react'
import type { Command } from './command.ts'
import { useStore } from './store.ts'

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
