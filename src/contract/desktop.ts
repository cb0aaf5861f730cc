/** What the user chose for the page: one of two, or as the system says. */
export const COLOR_SCHEMES = ['light', 'dark', 'system'] as const
export type ColorScheme = (typeof COLOR_SCHEMES)[number]

/** What the desktop shell offers its page: one function per need. A browser has none of it; the page asks per capability. */
export interface Desktop {
  /** What is drawn around the page (frame, menus, the background before its first paint) takes the same colours. */
  setColorScheme?(scheme: ColorScheme): Promise<void>
}

/** Name of the global under which the page finds it. */
export const DESKTOP_GLOBAL = 'hookwrightDesktop'

/** The message of each function on its way from the page to the shell. */
export const DESKTOP_CHANNELS = { setColorScheme: 'desktop:set-color-scheme' } as const satisfies Record<keyof Desktop, string>
