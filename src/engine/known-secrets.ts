import type { Catalog } from './catalog.ts'
import type { KnownSecret } from './receive/explain/keys.ts'
import { idOf } from './store/ids.ts'
import type { Store } from './store/open.ts'

/** A search tries each in several ways. */
const MOST = 200

/** The secrets of the workspace: of registrations, newest first, then of inboxes. Of settings that list old ones with the time of their end, the secrets alone. */
export function knownSecrets(store: Store, catalog: Catalog): KnownSecret[] {
  const ofRegistrations = [...catalog.providers.values()].flatMap(({ id, fields, verification }) =>
    store.registrations.ofProvider(id).flatMap((row) =>
      fields
        .filter(({ secret }) => secret)
        .flatMap(({ key, label }) => {
          const registration = idOf('registration', row.id)
          const signs = verification?.fields.find((one) => one.secret)?.key === key
          const owner = { title: `the ${label} of ${registration}`, registration: signs ? registration : null }
          return [row.settings[key]].flat().flatMap((value) => (typeof value === 'string' && value !== '' ? [{ row: row.id, text: value.split(' until ')[0] ?? '', scheme: verification?.scheme ?? null, owner }] : []))
        }),
    ),
  )
  const ofInboxes = store.inboxes.page(Infinity, MOST).flatMap(({ name, verify }) => (verify?.secret ? [{ text: verify.secret, scheme: verify.scheme, owner: { title: `the secret of the inbox ${name}`, registration: null } }] : []))
  return [...ofRegistrations.sort((a, b) => b.row - a.row), ...ofInboxes].slice(0, MOST)
}
