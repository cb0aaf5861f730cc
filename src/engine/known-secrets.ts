import { ProblemError } from '#contract/problem.ts'
import type { Provider } from '#providers/provider.ts'
import type { Catalog } from './catalog.ts'
import type { KnownSecret } from './receive/explain/keys.ts'
import { idOf, notFound, rowOf } from './store/ids.ts'
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
          const signs = signingKey(verification) === key
          const owner = { title: `the ${label} of ${registration}`, registration: signs ? registration : null }
          return [row.settings[key]].flat().flatMap((value) => (typeof value === 'string' && value !== '' ? [{ row: row.id, text: value.split(' until ')[0] ?? '', scheme: verification?.scheme ?? null, owner }] : []))
        }),
    ),
  )
  const ofInboxes = store.inboxes.page(Infinity, MOST).flatMap(({ name, verify }) => (verify?.secret ? [{ text: verify.secret, scheme: verify.scheme, owner: { title: `the secret of the inbox ${name}`, registration: null } }] : []))
  return [...ofRegistrations.sort((a, b) => b.row - a.row), ...ofInboxes].slice(0, MOST)
}

/** What a registration signs with now. @throws `ProblemError`: `not_found`; `invalid` for one that signs nothing. */
export function secretOf(store: Store, catalog: Catalog, registration: string): string {
  const number = rowOf('registration', registration)
  const row = number === undefined ? undefined : store.registrations.get(number)
  if (!row) throw notFound('registration', registration)
  const secret = row.settings[signingKey(catalog.providers.get(row.provider)?.verification ?? null) ?? '']
  if (typeof secret !== 'string' || secret === '') throw new ProblemError('invalid', `${registration} signs nothing: an inbox can take over no secret of it.`)
  return secret
}

/** The setting that signs. */
const signingKey = (verification: Provider['verification'] | null): string | undefined => verification?.fields.find((field) => field.secret)?.key
