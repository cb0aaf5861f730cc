/** The only bridge between the page and the shell: the functions of `contract/desktop.ts` and nothing else. No message of Electron's own reaches the page. */
import { contextBridge, ipcRenderer } from 'electron'
import { DESKTOP_CHANNELS, DESKTOP_GLOBAL } from '#contract/desktop.ts'
import type { Desktop } from '#contract/desktop.ts'

/** @throws what the shell said, without the words that Electron puts before it. */
async function ask<T>(channel: string, argument?: unknown): Promise<T> {
  try {
    return (await ipcRenderer.invoke(channel, argument)) as T
  } catch (error) {
    throw new Error(String(error).replace(/^(Error: )?(Error invoking remote method '[^']*': )?(Error: )?/, ''))
  }
}

const desktop: Desktop = {
  setColorScheme: (scheme) => ask(DESKTOP_CHANNELS.setColorScheme, scheme),
  getDesktop: () => ask(DESKTOP_CHANNELS.getDesktop),
  changeDesktop: (change) => ask(DESKTOP_CHANNELS.changeDesktop, change),
  checkForUpdates: () => ask(DESKTOP_CHANNELS.checkForUpdates),
  takeOpened: () => ask(DESKTOP_CHANNELS.takeOpened),
  onOpened: (listener) => {
    // The event would hand the page a way to send messages of any name.
    const heard = (): void => listener()
    ipcRenderer.on(DESKTOP_CHANNELS.onOpened, heard)
    return () => void ipcRenderer.removeListener(DESKTOP_CHANNELS.onOpened, heard)
  },
}

contextBridge.exposeInMainWorld(DESKTOP_GLOBAL, desktop)
