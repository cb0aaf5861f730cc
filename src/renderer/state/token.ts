const KEY = 'hookwright.token'

/**
 * The token from the link that opened the page (`#token=...`), else the one of the last visit. The fragment is removed from the
 * address bar and the history at once: an address that is copied or shown on a screen must not let anybody in.
 */
export function takeToken(location: Location, history: History, storage: Storage): string | null {
  const given = new URLSearchParams(location.hash.replace(/^#/, '')).get('token')
  if (given === null) return storage.getItem(KEY)
  storage.setItem(KEY, given)
  history.replaceState(history.state, '', location.pathname + location.search)
  return given
}

export const keepToken = (storage: Storage, token: string): void => storage.setItem(KEY, token)

/** A refused token is not kept: the next visit should say so at once rather than try it again. */
export const forgetToken = (storage: Storage): void => storage.removeItem(KEY)

/** The token out of what a user pastes: the token alone, or the whole link. */
export function tokenIn(pasted: string): string {
  const text = pasted.trim()
  const match = /#token=([^&\s]+)/.exec(text)
  return match?.[1] ? decodeURIComponent(match[1]) : text
}
