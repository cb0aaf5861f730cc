import type { Entity, ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { useStore } from './store.ts'
import { useLoaded } from './use-loaded.ts'

/** Something that registrations belong to, with those it has. */
export interface Account {
  readonly entity: Entity
  readonly registrations: readonly Registration[]
  /** It has as many registrations as the provider allows. */
  readonly full: boolean
}

export interface AccountsState {
  /** Undefined until they have been read. At most 500: nobody has more of these. */
  readonly accounts: readonly Account[] | undefined
  readonly error: unknown
  readonly reload: () => void
}

/** The accounts of a provider; without one, none. */
export function useAccounts(provider: ProviderInfo | undefined): AccountsState {
  const registrations = useStore((state) => state.registrations.items)
  const { data, error, reload } = useLoaded(
    provider ? `accounts ${provider.id}` : null,
    async (client, signal) => (await client.call('listEntities', { params: { provider: provider?.id ?? '', kind: provider?.account.kind ?? '' }, query: { limit: 500 }, signal })).items,
  )
  const most = provider?.account.registrationsPerAccount ?? null
  const accounts = data?.map((entity): Account => {
    const mine = [...registrations.values()].filter((one) => one.provider === provider?.id && one.account === entity.id)
    return { entity, registrations: mine, full: most !== null && mine.length >= most }
  })
  return { accounts, error, reload }
}
