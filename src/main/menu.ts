import { Menu, app, clipboard, shell } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { pageUrl } from '#contract/ready.ts'
import type { Ready } from '#contract/ready.ts'

const isMac = process.platform === 'darwin'

/** @param ready what the engine last said; undefined until it is up. */
export function setMenu(ready: () => Ready | undefined): void {
  const whenUp = (act: (running: Ready) => void) => (): void => {
    const running = ready()
    if (running) act(running)
  }
  const file: MenuItemConstructorOptions[] = [
    { label: 'Open in Browser', accelerator: 'CmdOrCtrl+Shift+O', click: whenUp((running) => void shell.openExternal(pageUrl(running))) },
    { label: 'Copy Page Address', click: whenUp((running) => void clipboard.writeText(pageUrl(running))) },
    { label: 'Show Data Folder', click: whenUp((running) => void shell.openPath(running.dataDir)) },
    { type: 'separator' },
    isMac ? { role: 'close' } : { role: 'quit' },
  ]
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
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu', label: app.name } as const] : []),
      { label: 'File', submenu: file },
      { role: 'editMenu' },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  )
}
