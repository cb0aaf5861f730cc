/** The desktop app: one window on the page that the engine serves, and the engine in a process of its own. */
import { join } from 'node:path'
import { app, dialog, session, utilityProcess } from 'electron'
import type { BrowserWindow } from 'electron'
import { COLOR_SCHEMES, DESKTOP_CHANNELS } from '#contract/desktop.ts'
import { pageUrl } from '#contract/ready.ts'
import type { Ready } from '#contract/ready.ts'
import engineProcess from './engine-process.ts?modulePath'
import { setMenu } from './menu.ts'
import { guardContents, guardSession, handle } from './security.ts'
import { createSupervisor } from './supervisor.ts'
import { bringToFront, createWindow, showPage, wear } from './window.ts'

/** As the command line has it: asked for what can't be had. */
const EXIT_REFUSED = 2

/** Electron's own arguments come before those of the app: the program, and when it is not packaged its folder. */
const flags = process.argv.slice(app.isPackaged ? 1 : 2)

app.enableSandbox()
// On macOS Electron's default is the folder in which the engine keeps its data.
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), 'hookwright-desktop'))

if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron is ready only after this file has been evaluated.
  void app.whenReady().then(run)
} else {
  console.log('Hookwright is open already: its window is in front now.')
  app.quit()
}

function run(): void {
  let window: BrowserWindow | undefined
  let ready: Ready | undefined
  let stopped = false
  const ours = (): string | undefined => ready && new URL(ready.control).origin

  guardContents(ours)
  guardSession(session.defaultSession, ours)
  handle(DESKTOP_CHANNELS.setColorScheme, ours, (scheme) => {
    const known = COLOR_SCHEMES.find((one) => one === scheme)
    if (known === undefined) throw new Error(`A colour scheme is one of ${COLOR_SCHEMES.join(', ')}.`)
    wear(known)
  })
  setMenu(() => ready)

  const supervisor = createSupervisor({
    fork: (before) => utilityProcess.fork(engineProcess, [...flags, ...samePorts(before)], { serviceName: 'Hookwright engine', env: sameToken(before) }),
    onUp: (running) => {
      ready = running
      if (window) showPage(window, pageUrl(running))
    },
    onGivenUp: (message) => void explain(message, ready === undefined),
  })

  async function explain(message: string, atStart: boolean): Promise<void> {
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

  app.on('second-instance', () => {
    if (window) bringToFront(window)
  })
  app.on('window-all-closed', () => app.quit())
  // `npm start` was killed: nothing of it may be left.
  process.once('disconnect', () => app.quit())
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void supervisor.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })

  supervisor.start()
  window = createWindow()
  window.once('closed', () => (window = undefined))
}

function samePorts(before: Ready | undefined): string[] {
  if (!before) return []
  const at = { control: before.control, provider: Object.values(before.providers)[0], inbox: before.inbox, tls: before.inboxTls }
  return Object.entries(at).flatMap(([name, url]) => (url === undefined ? [] : [`--${name}-port`, new URL(url).port]))
}

/** In the environment and not among the flags, which every user of the machine can read. */
function sameToken(before: Ready | undefined): NodeJS.ProcessEnv {
  return before ? { ...process.env, HOOKWRIGHT_TOKEN: before.token } : process.env
}
