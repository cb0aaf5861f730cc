/** The only bridge between the page and the shell: the functions of `contract/desktop.ts` and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import { DESKTOP_CHANNELS, DESKTOP_GLOBAL } from '#contract/desktop.ts'
import type { Desktop } from '#contract/desktop.ts'

const desktop: Desktop = {
  openExternal: async (url) => {
    await ipcRenderer.invoke(DESKTOP_CHANNELS.openExternal, url)
  },
}

contextBridge.exposeInMainWorld(DESKTOP_GLOBAL, desktop)
