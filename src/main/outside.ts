/** What of the workspace is seen outside of the window: the tray, notifications, the pause in menus, newer versions; each as the options say. */
import { version } from '../../package.json'
import { Notification } from 'electron'
import type { Client } from '#client/http.ts'
import type { Status } from '#contract/live.ts'
import type { Ready } from '#contract/ready.ts'
import { follow } from './follow.ts'
import type { Following } from './follow.ts'
import { createNotices } from './notices.ts'
import type { Options } from './options.ts'
import { createTray } from './tray.ts'
import type { TrayIcon } from './tray.ts'
import { createUpdates } from './updates.ts'

export interface OutsideDeps {
  readonly options: Options
  /** Shows an address of the page. */
  readonly open: (path: string) => void
  /** Brings the window to the front. */
  readonly front: () => void
  /** Its user sees the page: what is in it need not be told. */
  readonly inFront: () => boolean
  readonly quit: () => void
  /** Whether all sending is paused; called when that changes. */
  readonly paused: (paused: boolean) => void
}

export function createOutside({ options, open, front, inFront, quit, paused }: OutsideDeps) {
  let following: (Following & { readonly at: string }) | undefined
  let tray: TrayIcon | undefined
  let status: Status | undefined

  const withClient = async (act: (client: Client) => Promise<unknown>): Promise<void> => {
    if (following) await act(following.client)
  }
  const pause = (on: boolean): void => void withClient((client) => client.call('changeSending', { body: { paused: on } })).catch((error: unknown) => notices.say('Hookwright', error instanceof Error ? error.message : String(error), front))
  const notices = createNotices({
    wanted: () => options.get().notifications && Notification.isSupported() && !inFront(),
    open,
    replay: (id) => withClient((client) => client.call('replayDelivery', { params: { id }, body: {} })),
  })
  const updates = createUpdates(
    version,
    () => (options.get().updates && options.get().updatesFrom !== '' ? options.get().updatesFrom : undefined),
    (newer) => notices.say('A newer Hookwright is there', `Version ${newer}; this is ${version}.`, () => open('/settings')),
  )

  function take(next: Status | undefined): void {
    const before = status?.queue.paused ?? false
    status = next
    tray?.show(next)
    if ((next?.queue.paused ?? false) !== before) paused(!before)
  }

  /** The tray as the options now say. */
  function apply(): void {
    const { tray: wanted } = options.get()
    if (wanted && !tray) {
      tray = createTray({ open: front, pause, quit })
      tray.show(status)
    } else if (!wanted && tray) {
      tray.remove()
      tray = undefined
    }
  }

  apply()
  return {
    apply,
    pause,
    updates,
    say: (title: string, body: string): void => notices.say(title, body, front),
    /** The engine is there. One that is where it was before is followed already. */
    up(ready: Ready): void {
      const at = `${ready.control} ${ready.token}`
      if (following?.at !== at) {
        following?.stop()
        following = { at, ...follow(ready, { status: take, failed: notices.failed }) }
      }
      updates.start()
    },
    /** The engine is gone for now. */
    down: (): void => take(undefined),
    stop(): void {
      following?.stop()
      notices.stop()
      updates.stop()
      tray?.remove()
      tray = undefined
    },
  }
}
