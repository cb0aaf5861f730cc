/** What the page may ask of the shell: a line for each function of `contract/desktop.ts`. */
import { Notification } from 'electron'
import { COLOR_SCHEMES, DESKTOP_CHANNELS } from '#contract/desktop.ts'
import type { DesktopState } from '#contract/desktop.ts'
import type { Autostart } from './autostart.ts'
import type { createHandOver } from './opened.ts'
import type { Options } from './options.ts'
import { handle } from './security.ts'
import type { OurOrigin } from './security.ts'
import type { Updates } from './updates.ts'
import { wear } from './window.ts'

export interface PageCallsDeps {
  readonly options: Options
  readonly autostart: Autostart
  readonly updates: Updates
  readonly handOver: ReturnType<typeof createHandOver>
}

export function answerPage(ours: OurOrigin, { options, autostart, updates, handOver }: PageCallsDeps): void {
  const state = (): DesktopState => ({
    options: options.get(),
    can: { notifications: Notification.isSupported(), openAtLogin: autostart.supported },
    update: updates.last(),
  })
  handle(DESKTOP_CHANNELS.setColorScheme, ours, (scheme) => {
    const known = COLOR_SCHEMES.find((one) => one === scheme)
    if (known === undefined) throw new Error(`A colour scheme is one of ${COLOR_SCHEMES.join(', ')}.`)
    wear(known)
  })
  handle(DESKTOP_CHANNELS.getDesktop, ours, state)
  handle(DESKTOP_CHANNELS.changeDesktop, ours, (change) => {
    options.change(change)
    return state()
  })
  handle(DESKTOP_CHANNELS.checkForUpdates, ours, async () => {
    await updates.now(options.get().updatesFrom)
    return state()
  })
  handle(DESKTOP_CHANNELS.takeOpened, ours, handOver.take)
}
