/** The providers as the API describes them. Everything here comes from their folders: no provider is named. */
import { closest } from '#contract/closest.ts'
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ProviderInfo, Trigger } from '#contract/provider.ts'
import type { Provider } from '#providers/provider.ts'

export interface Catalog {
  readonly providers: ReadonlyMap<string, Provider>
  /** Ids of those that are part of the program. */
  readonly folders: ReadonlySet<string>
  /** @throws not_found, naming those there are. */
  get(id: string): Provider
  describe(provider: Provider): ProviderInfo
  triggers(id: string): readonly Trigger[]
  sample(id: string, trigger: string, seed: number): JsonObject
  /** The user-made ones from now on, beside those it was made with, which they never replace. Answers the ids that are there, gone or another now. */
  provide(userMade: readonly Provider[]): string[]
}

/** @throws not_found, naming the triggers that may have been meant. */
export function checkTrigger(provider: Provider, name: string): void {
  const names = provider.triggers.map((trigger) => trigger.name)
  if (names.includes(name)) return
  throw new ProblemError('not_found', `${provider.title} has no trigger ${JSON.stringify(name.slice(0, 300))}. Closest ${names.length === 1 ? 'is' : 'are'}: ${closest(name, names).join(', ')}.`)
}

/**
 * @param folders those that are part of the program; users' come and go beside them.
 * @param baseUrl where a provider's own API is emulated; null while its listener is down.
 */
export function createCatalog(folders: ReadonlyMap<string, Provider>, baseUrl: (provider: string) => string | null): Catalog {
  /** Read anew wherever a provider is needed: what is kept of it elsewhere may be of yesterday. */
  const providers = new Map(folders)

  function get(id: string): Provider {
    const provider = providers.get(id)
    if (!provider) throw new ProblemError('not_found', `There is no provider ${JSON.stringify(id)}. There are: ${[...providers.keys()].join(', ')}.`)
    return provider
  }

  return {
    providers,
    folders: new Set(folders.keys()),
    get,
    describe: (p) => ({
      id: p.id,
      title: p.title,
      description: p.description,
      baseUrl: baseUrl(p.id),
      signs: p.signs,
      verification: p.verification,
      account: { kind: p.account.kind, title: p.account.title, registrationsPerAccount: p.account.registrationsPerAccount },
      settings: [...p.fields],
      triggerKey: p.triggerKey,
      rules: [...p.rules],
      actions: [...p.actions],
      sync: p.sync && { title: p.sync.title, description: p.sync.description, source: p.sync.source, kind: p.sync.kind, intervalKey: p.sync.intervalKey },
      entities: [...p.entityKinds],
      snippets: [...p.snippets],
      triggers: p.triggers.length,
    }),
    provide(userMade) {
      const next = new Map([...userMade.map((provider) => [provider.id, provider] as const), ...folders])
      const changed = [...new Set([...providers.keys(), ...next.keys()])].filter((id) => providers.get(id) !== next.get(id))
      for (const id of changed) providers.delete(id)
      for (const id of changed) {
        const provider = next.get(id)
        if (provider) providers.set(id, provider)
      }
      return changed
    },
    triggers: (id) => get(id).triggers,
    sample(id, trigger, seed) {
      const provider = get(id)
      checkTrigger(provider, trigger)
      return provider.sample(trigger, seed)
    },
  }
}
