/** The app: its window, the engine behind it, and what of the two is seen outside of the window. */
import { app, dialog, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { DESKTOP_CHANNELS } from '#contract/desktop.ts'
import type { Opened } from '#contract/desktop.ts'
import { pageUrl } from '#contract/page-url.ts'
import type { Ready } from '#contract/ready.ts'
import { HIDDEN_FLAG, createAutostart } from './autostart.ts'
import { readDataKey } from './data-key.ts'
import { forkEngine } from './engine.ts'
import { setMenu } from './menu.ts'
import type { MenuDeps } from './menu.ts'
import { createHandOver, fileAt } from './opened.ts'
import { createOptions } from './options.ts'
import { createOutside } from './outside.ts'
import { answerPage } from './page-calls.ts'
import { guardContents, guardSession } from './security.ts'
import { createSupervisor } from './supervisor.ts'
import { bringToFront, createWindow, showPage } from './window.ts'

/** As the command line has it: asked for what can't be had. */
const EXIT_REFUSED = 2

export interface Shell {
  /** Shows what the system wants opened, now or once there is a page. */
  open(opened: readonly Opened[]): void
  bringToFront(): void
  /** Call once Electron is ready. */
  run(): void
}

/** @param flags those of `hookwright serve`, and our own. */
export function createShell(flags: readonly string[]): Shell {
  let window: BrowserWindow | undefined
  let ready: Ready | undefined
  let quitting = false
  let stopped = false
  const ours = (): string | undefined => ready && new URL(ready.control).origin
  const handOver = createHandOver(() => window?.webContents.send(DESKTOP_CHANNELS.onOpened))
  const front = (): void => {
    if (window) bringToFront(window)
  }
  const open = (path: string): void => {
    handOver.give([{ kind: 'place', path }])
    front()
  }

  function run(): void {
    const autostart = createAutostart()
    const options = createOptions(autostart, () => outside.apply())
    const outside = createOutside({ options, open, front, inFront: () => window?.isFocused() ?? false, quit: () => app.quit(), paused: (paused) => setMenu(menu, paused) })
    const menu: MenuDeps = { ready: () => ready, open, chooseFile: () => void chooseFile(), pause: outside.pause, quit: () => app.quit() }
    guardContents(ours)
    guardSession(session.defaultSession, ours)
    answerPage(ours, { options, autostart, updates: outside.updates, handOver })
    setMenu(menu, false)

    let dataKey: string | undefined
    const supervisor = createSupervisor({
      fork: (before) => forkEngine(flags, before, dataKey),
      onUp(running, crashed) {
        ready = running
        if (window) showPage(window, pageUrl(running))
        outside.up(running)
        if (!crashed) return
        const message = 'The engine ended unexpectedly and was started again. Calls that were under way are made again.'
        handOver.give([{ kind: 'notice', message }])
        outside.say('Hookwright’s engine was restarted', message)
      },
      onCrash: outside.down,
      onGivenUp: (message) => void explain(message, ready === undefined),
    })

    async function explain(message: string, atStart: boolean): Promise<void> {
      outside.down()
      if (atStart) {
        dialog.showErrorBox('Hookwright cannot start', message)
        app.exit(EXIT_REFUSED)
        return
      }
      const buttons = ['Try again', 'Quit']
      const { response } = await dialog.showMessageBox({ type: 'error', message: 'The engine has stopped and could not be started again.', detail: message, buttons, cancelId: 1 })
      if (response === 0) supervisor.start()
      else app.quit()
    }

    async function chooseFile(): Promise<void> {
      if (!window) return
      const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'] })
      handOver.give(filePaths.map(fileAt))
    }

    app.on('before-quit', () => (quitting = true))
    app.on('window-all-closed', () => app.quit())
    app.on('activate', front)
    // `npm start` was killed: nothing of it may be left.
    process.once('disconnect', () => app.quit())
    app.on('will-quit', (event) => {
      if (stopped) return
      event.preventDefault()
      outside.stop()
      void supervisor.stop().finally(() => {
        stopped = true
        app.quit()
      })
    })

    void readDataKey().then((key) => {
      dataKey = key
      if (!stopped) supervisor.start()
    })
    const made = createWindow({ hidden: flags.includes(HIDDEN_FLAG) && options.get().tray })
    window = made
    made.on('close', (event) => {
      const { tray, keepRunning } = options.get()
      if (quitting || !tray || !keepRunning) return
      event.preventDefault()
      made.hide()
    })
    made.once('closed', () => (window = undefined))
  }

  return { open: handOver.give, bringToFront: front, run }
}
