import { EventEmitter } from 'node:events'
import { onAsk, tell } from './driver.ts'
import { allItems, choose } from './recorded.ts'
import type { Item } from './recorded.ts'

const trays = new Set<Tray>()

export class Tray extends EventEmitter {
  items: readonly Item[] = []

  constructor() {
    super()
    trays.add(this)
  }
  setToolTip(text: string): void {
    tell('tray', text)
  }
  setContextMenu(items: readonly Item[]): void {
    this.items = items
  }
  destroy(): void {
    trays.delete(this)
    tell('tray-gone')
  }
}

const there = (): Tray => {
  const [current] = trays
  if (!current) throw new Error('There is nothing in the tray.')
  return current
}
onAsk('tray', () => allItems(there().items).flatMap(({ label, enabled }) => (label === undefined ? [] : [{ label, enabled: enabled !== false }])))
onAsk('tray-choose', (label: string) => choose(there().items, label))
onAsk('tray-click', () => there().emit('click'))

export const nativeImage = { createFromPath: () => ({ resize: () => ({}) }) }
