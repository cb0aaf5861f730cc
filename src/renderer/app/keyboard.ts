import { useEffect } from 'react'
import { usePreferences } from '#renderer/state/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import type { Command } from '#renderer/state/commands.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
/** What the `mod` key is called here. */
export const MOD = isMac ? '⌘' : 'Ctrl'

/** Time in which the second key of a pair (`g d`) must follow the first, in milliseconds. */
const PAIR_MS = 1200

/** How a key is written for a person. */
export function keyLabel(key: string): string {
  const names: Record<string, string> = { mod: MOD, Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: '↵' }
  return key.split('+').map((part) => names[part] ?? (part.length === 1 && key !== part ? part.toUpperCase() : part)).join(' ')
}

/** One listener for the whole page: it looks the key up among what is offered at the moment, the latest offer first. */
export function useKeyboard(): void {
  useEffect(() => {
    let first: { key: string; at: number } | undefined
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = nameOf(event)
      const pair = first && event.timeStamp - first.at < PAIR_MS ? `${first.key} ${name}` : undefined
      first = undefined
      const { commands } = useStore.getState()
      const command = (pair && find(commands, pair)) ?? find(commands, name)
      if (isTyping(event.target) && !name.startsWith('mod+')) return
      if (document.querySelector('[aria-modal="true"]') && !name.startsWith('mod+')) return
      if (name.length === 1 && !usePreferences.getState().letterKeys) return
      if (command) {
        event.preventDefault()
        command.run()
      } else if (commands.some((one) => one.keys?.some((key) => key.startsWith(`${name} `)))) {
        first = { key: name, at: event.timeStamp }
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.altKey || (isMac ? event.ctrlKey : event.metaKey)) return ''
  return mod ? `mod+${event.key.toLowerCase()}` : event.key
}

const find = (commands: readonly Command[], key: string): Command | undefined => commands.findLast((one) => one.keys?.includes(key))

/** Where letters are text. Arrow keys also belong to the widgets that use them themselves. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="listbox"], [role="menu"], [role="tablist"], [role="radiogroup"], [role="separator"]') !== null
}
