import { Menu, app, clipboard, shell } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { PLACES } from '#contract/desktop.ts'
import type { Place } from '#contract/desktop.ts'
import { pageUrl } from '#contract/page-url.ts'
import type { Ready } from '#contract/ready.ts'

const isMac = process.platform === 'darwin'

export interface MenuDeps {
  /** What the engine last said; undefined until it is up. */
  readonly ready: () => Ready | undefined
  /** Shows an address of the page. */
  readonly open: (path: string) => void
  /** Asks for a file and hands it to the page. */
  readonly chooseFile: () => void
  readonly pause: (paused: boolean) => void
  readonly quit: () => void
}

/** @param paused whether all sending is paused: the menu says what would happen. */
export function setMenu({ ready, open, chooseFile, pause, quit }: MenuDeps, paused: boolean): void {
  const whenUp = (act: (running: Ready) => void) => (): void => {
    const running = ready()
    if (running) act(running)
  }
  const settings: MenuItemConstructorOptions = { label: 'Settings', accelerator: 'CmdOrCtrl+,', click: () => open('/settings') }
  const file: MenuItemConstructorOptions[] = [
    { label: 'Import…', accelerator: 'CmdOrCtrl+O', click: chooseFile },
    { type: 'separator' },
    { label: 'Open in Browser', accelerator: 'CmdOrCtrl+Shift+O', click: whenUp((running) => void shell.openExternal(pageUrl(running))) },
    { label: 'Copy Page Address', click: whenUp((running) => void clipboard.writeText(pageUrl(running))) },
    { label: 'Show Data Folder', click: whenUp((running) => void shell.openPath(running.dataDir)) },
    { type: 'separator' },
    ...(isMac ? [{ role: 'close' } as const] : [settings, { type: 'separator' } as const, { label: 'Quit', accelerator: 'CmdOrCtrl+Q', click: quit }]),
  ]
  const rooms = (Object.keys(PLACES) as Place[]).filter((place) => place !== 'settings')
  const go = rooms.map((place, at): MenuItemConstructorOptions => ({ label: PLACES[place], ...(at < 9 && { accelerator: `CmdOrCtrl+${at + 1}` }), click: () => open(`/${place}`) }))
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ]
  const sending: MenuItemConstructorOptions = { label: paused ? 'Resume Sending' : 'Pause Sending', accelerator: 'CmdOrCtrl+Shift+P', click: () => pause(!paused) }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ label: app.name, submenu: [{ role: 'about' }, { type: 'separator' }, settings, { type: 'separator' }, { role: 'services' }, { type: 'separator' }, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, { type: 'separator' }, { role: 'quit' }] } as MenuItemConstructorOptions] : []),
      { label: 'File', submenu: file },
      { role: 'editMenu' },
      { label: 'Go', submenu: [...go, { type: 'separator' }, sending] },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  )
}
