import type { Catalog } from './catalog.ts'
import { idOf } from './store/ids.ts'
import type { Store } from './store/open.ts'
import type { KnownSecret } from './receive/explain/keys.ts'

/** A search tries each in several ways. */
const MOST = 200

/** The secrets of the registrations, newest first; of settings that list old ones with the time of their end, the secrets alone. */
export function knownSecrets(store: Store, catalog: Catalog): KnownSecret[] {
  const secrets = [...catalog.providers.values()].flatMap(({ id, fields }) =>
    store.registrations.ofProvider(id).flatMap((row) =>
      fields
        .filter(({ secret }) => secret)
        .flatMap(({ key, label }) => [row.settings[key]].flat().flatMap((value) => (typeof value === 'string' && value !== '' ? [{ row: row.id, text: value.split(' until ')[0] ?? '', owner: `the ${label} of ${idOf('registration', row.id)}` }] : []))),
    ),
  )
  return secrets.sort((a, b) => b.row - a.row).slice(0, MOST)
}
