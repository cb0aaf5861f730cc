/** The only bridge between the page and the shell: the functions of `contract/desktop.ts` and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import { DESKTOP_CHANNELS, DESKTOP_GLOBAL } from '#contract/desktop.ts'
import type { Desktop } from '#contract/desktop.ts'

const desktop: Desktop = {
  setColorScheme: async (scheme) => {
    await ipcRenderer.invoke(DESKTOP_CHANNELS.setColorScheme, scheme)
  },
}

contextBridge.exposeInMainWorld(DESKTOP_GLOBAL, desktop)
