import type { DESKTOP_GLOBAL, Desktop } from '#contract/desktop.ts'

declare global {
  interface Window {
    readonly [DESKTOP_GLOBAL]?: Desktop
  }
}

/** What the shell around the page offers; in a browser nothing. Each function is asked for before it is used. */
export const desktop = (): Desktop => window.hookwrightDesktop ?? {}
