import type { Inbox } from '#contract/inbox.ts'
import type { Registration } from '#contract/registration.ts'

/** The registrations whose requests arrive in this inbox. */
export function leadingTo({ url }: Pick<Inbox, 'url'>, registrations: readonly Registration[]): Registration[] {
  if (url === null) return []
  return registrations.filter((one) => one.url === url || ['/', '?'].some((next) => one.url.startsWith(url + next)))
}
