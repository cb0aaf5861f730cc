/** Path of a target in origin form (`/orders?x=1`) or absolute form (`http://host/orders`), up to the end of its first segment. */
const FIRST_SEGMENT = /^(?:https?:\/\/[^/?#]*)?\/([^/?#]*)/i

/** Name of the inbox that a request target addresses: its first path segment as it stands, nothing decoded. Empty when it addresses none. */
export const addressed = (target: string): string => FIRST_SEGMENT.exec(target)?.[1] ?? ''

/** What follows the name of the inbox in a target that addresses it: path and query; empty where nothing does, or it addresses another. */
export function restAfter(name: string, target: string): string {
  if (addressed(target) !== name) return ''
  return target.slice(FIRST_SEGMENT.exec(target)?.[0].length ?? 0).replace(/^\/(?=\?|$)/, '')
}
