/** What the desktop shell offers its page: one function per need. A browser has none of it; the page asks per capability. */
export interface Desktop {
  /** Opens a web address in the user's browser, after the shell has checked it; rejects when it is refused. */
  openExternal?(url: string): Promise<void>
}

/** Name of the global under which the page finds it. */
export const DESKTOP_GLOBAL = 'hookwrightDesktop'

/** The message of each function on its way from the page to the shell. */
export const DESKTOP_CHANNELS = { openExternal: 'desktop:open-external' } as const satisfies Record<keyof Desktop, string>
