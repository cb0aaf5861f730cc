/** The desktop app: one window on the page that the engine serves, and the engine in a process of its own. This file is its start; `shell.ts` is the app. */
import { join } from 'node:path'
import { app } from 'electron'
import { LINK_SCHEME, fileAt, isLink, openedBy } from './opened.ts'
import { createShell } from './shell.ts'

/** Electron's own arguments come before those of the app: the program, and when it is not packaged its folder. */
const args = process.argv.slice(app.isPackaged ? 1 : 2)
/** Whoever made a link may have smuggled flags behind it: they are not ours. */
const link = args.findIndex(isLink)
const flags = link === -1 ? args : args.slice(0, link)

app.enableSandbox()
// On macOS Electron's default is the folder in which the engine keeps its data.
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), 'hookwright-desktop'))
// Elsewhere the installer says so.
if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(LINK_SCHEME)

// Chromium changes the order of the arguments that it hands over: here they are as they were given.
if (app.requestSingleInstanceLock({ args, cwd: process.cwd() })) {
  const shell = createShell(flags)
  shell.open(openedBy(args, process.cwd()))
  app.on('second-instance', (_event, _argv, _cwd, given) => {
    const { args: others, cwd } = (given ?? {}) as { args?: unknown; cwd?: unknown }
    shell.open(Array.isArray(others) && typeof cwd === 'string' ? openedBy(others.filter((one) => typeof one === 'string'), cwd) : [])
    shell.bringToFront()
  })
  // macOS says these by events, the first of them before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    shell.open(openedBy([url], process.cwd()))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    shell.open([fileAt(path)])
  })
  // Not awaited: Electron is ready only after this file has been evaluated.
  void app.whenReady().then(shell.run)
} else {
  console.log('Hookwright is open already: its window is in front now.')
  app.quit()
}
