/** What the desktop shell offers its page: one function per need. A browser has none of it; the page asks per capability. */
export interface Desktop {
  /** Opens a web address in the user's browser, after the shell has checked it. */
  openExternal?(url: string): Promise<void>
}
