import { EventEmitter } from 'node:events'
import { onAsk, tell } from './driver.ts'

/** Those that are on screen. */
const shown: Notification[] = []

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true
  }
  readonly options: object

  constructor(options: object) {
    super()
    this.options = options
  }
  show(): void {
    shown.push(this)
    tell('notification', this.options)
  }
  close(): void {
    if (shown.includes(this)) shown.splice(shown.indexOf(this), 1)
  }
}

/** What a person does with the newest: clicks it, or one of its buttons. */
onAsk('notification', (event: 'click' | 'action') => {
  const newest = shown.at(-1)
  if (!newest) throw new Error('No notification is on screen.')
  newest.emit(event, { actionIndex: 0 }, 0)
})
onAsk('notifications', () => shown.length)
