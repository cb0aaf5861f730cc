import { useEffect } from 'react'
import { usePreferences } from '#renderer/state/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import type { Command } from '#renderer/state/command.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
/** What the `mod` key is called here. */
export const MOD = isMac ? '⌘' : 'Ctrl'

/** Time in which the second key of a pair (`g d`) must follow the first, in milliseconds. */
const PAIR_MS = 1200

/** How a key is written for a person. */
export function keyLabel(key: string): string {
  const names: Record<string, string> = { mod: MOD, Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: '↵', enter: '↵' }
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
      if (isTheirs(event.target, name)) return
      if (document.querySelector('[aria-modal="true"]')) return
      if (name.length === 1 && !usePreferences.getState().letterKeys) return
      if (command) {
        event.preventDefault()
        command.run()
      } else if (commands.some((one) => one.keys?.some((key) => key.startsWith(`${name} `)))) {
        first = { key: name, at: event.timeStamp }
      }
    }
    // Before whatever has the focus: an editor has meanings of its own for nearly all of them.
    const withMod = (event: KeyboardEvent) => {
      const name = nameOf(event)
      const command = name.startsWith('mod+') && !event.isComposing ? find(useStore.getState().commands, name) : undefined
      if (!command) return
      event.preventDefault()
      event.stopPropagation()
      command.run()
    }
    window.addEventListener('keydown', withMod, { capture: true })
    window.addEventListener('keydown', pressed)
    return () => {
      window.removeEventListener('keydown', withMod, { capture: true })
      window.removeEventListener('keydown', pressed)
    }
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.altKey || (isMac ? event.ctrlKey : event.metaKey)) return ''
  return mod ? `mod+${event.key.toLowerCase()}` : event.key
}

const find = (commands: readonly Command[], key: string): Command | undefined => commands.findLast((one) => one.keys?.includes(key))

const TEXT = 'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"]), [role="listbox"], [role="menu"]'
const ARROWS = '[role="tablist"], [role="radiogroup"], [role="separator"], input[type="radio"], pre'

/** Whether what has the focus uses the key itself: letters are text in a field, arrows move within tabs and choices. */
function isTheirs(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest(TEXT)) return true
  return name.startsWith('Arrow') && target.closest(ARROWS) !== null
}
