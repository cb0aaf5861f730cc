/** Webhooks registered with a provider, by whatever road: the control API, the provider's own emulated one, a test. */
import type { JsonObject } from '#contract/common.ts'
import { withGenerated } from '#contract/generate.ts'
import type { Policy, PolicyKey } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Difference, Registration, RegistrationChange, RegistrationCreate } from '#contract/registration.ts'
import type { Provider } from '#providers/provider.ts'
import { z } from 'zod'
import type { Catalog } from './catalog.ts'
import type { Clock } from './clock.ts'
import { changePolicy, policyOf, showPolicy } from './deliver/policy.ts'
import { idOf, isoTime, notFound, rowOf } from './store/ids.ts'
import type { Store } from './store/open.ts'
import { cursorOf, rowBefore } from './store/page.ts'
import type { RegistrationRow } from './store/registrations.ts'

export type RegistrationDesk = ReturnType<typeof createRegistrationDesk>

/** Waiting deliveries cancelled in one transaction. */
const CANCELLED = 500

export interface RegistrationDeps {
  readonly store: Store
  readonly clock: Clock
  readonly catalog: Catalog
  readonly strict: boolean
  /** Called when a registration was changed or removed, after that is durable. */
  changed(registration: number): void
}

/** Values that are each right but don't go together. The issue names the rule as those of the schema do. */
function checkPolicy({ window, retry }: Policy): void {
  const refusal = (rule: PolicyKey, message: string): ProblemError => new ProblemError('invalid', message, { issues: [{ path: `policy.${rule}`, message }] })
  if (window.kind === 'adaptive' && !(window.min <= window.initial && window.initial <= window.max)) {
    throw refusal('window', `An adaptive window starts between its ends: ${window.min} <= ${window.initial} <= ${window.max} does not hold.`)
  }
  if (retry.kind === 'exponential' && retry.firstMs > retry.maxMs) {
    throw refusal('retry', `The first wait of an exponential retry, ${retry.firstMs} ms, is longer than the longest, ${retry.maxMs} ms.`)
  }
}

export function createRegistrationDesk(deps: RegistrationDeps) {
  const { store, clock, catalog, strict } = deps

  function find(id: string): RegistrationRow {
    const number = rowOf('registration', id)
    const row = number === undefined ? undefined : store.registrations.get(number)
    if (!row) throw notFound('registration', id)
    return row
  }

  /** What is registered may have been allowed under other rules: then the refusal of today is what differs. */
  function differences(provider: Provider, row: { url: string; settings: JsonObject }): Difference[] {
    try {
      return provider.checkRegistration(row, { strict })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return [{ rule: 'registration', message: error.message, source: 'documented' }]
    }
  }

  function show(row: RegistrationRow, reveal = false): Registration {
    const provider = catalog.providers.get(row.provider)
    const secrets = new Set(provider?.fields.filter((field) => field.secret).map((field) => field.key))
    // Without its provider nobody knows which of them are secret: then all of them are.
    const settings = Object.fromEntries(Object.entries(row.settings).map(([key, value]) => [key, reveal || (provider && !secrets.has(key)) ? value : null]))
    return {
      seq: store.seq(),
      id: idOf('registration', row.id),
      provider: row.provider,
      account: row.account,
      url: row.url,
      settings,
      enabled: row.enabled,
      policy: provider ? showPolicy(provider.policy, row.policy) : null,
      differences: provider ? differences(provider, row) : [],
      facts: provider ? provider.facts(row) : [],
      createdAt: isoTime(row.created_at),
      updatedAt: isoTime(row.updated_at),
    }
  }

  function parseSettings(provider: Provider, settings: JsonObject, before?: JsonObject): JsonObject {
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null))
    const parsed = provider.settings.safeParse(withGenerated(provider.fields, given, before))
    if (!parsed.success) {
      throw new ProblemError('invalid', `The settings are not what ${provider.title} takes: ${z.prettifyError(parsed.error)}`, {
        issues: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
      })
    }
    return parsed.data
  }

  function accountOf(provider: Provider, account: string | undefined): string {
    const { kind, title, registrationsPerAccount, defaultId } = provider.account
    const id = account ?? defaultId
    if (!store.entities.get(provider.id, kind, id)) {
      const known = store.entities.list(provider.id, kind, { limit: 10, offset: 0 }).map((row) => row.id)
      throw new ProblemError('not_found', `${provider.title} has no ${title.toLowerCase()} ${JSON.stringify(id)}. It has: ${known.join(', ') || 'none'}.`)
    }
    const there = store.registrations.ofProvider(provider.id, id)
    if (registrationsPerAccount !== null && there.length >= registrationsPerAccount) {
      const [first] = there
      throw new ProblemError(
        'conflict',
        `${provider.title} has one webhook per ${title.toLowerCase()}, and ${title.toLowerCase()} ${id} has ${idOf('registration', first?.id ?? 0)}: change that one, remove it, or use another ${title.toLowerCase()}.`,
      )
    }
    return id
  }

  return {
    find,
    show,
    get: (id: string, reveal: boolean): Registration => show(find(id), reveal),

    list(query: { limit: number; cursor?: string; provider?: string; reveal: boolean }) {
      const rows = store.registrations.page(rowBefore(query.cursor), query.provider ?? null, query.limit + 1)
      return {
        items: rows.slice(0, query.limit).map((row) => show(row, query.reveal)),
        nextCursor: cursorOf(rows, query.limit),
        seq: store.seq(),
      }
    },

    create(input: z.output<typeof RegistrationCreate>): RegistrationRow {
      const provider = catalog.get(input.provider)
      const settings = parseSettings(provider, input.settings)
      provider.checkRegistration({ url: input.url, settings }, { strict })
      const account = accountOf(provider, input.account)
      const now = clock.now()
      const id = store.write((tx) => store.registrations.insert(tx, { provider: provider.id, account, url: input.url, settings, policy: {}, enabled: input.enabled }, now))
      return find(idOf('registration', id))
    },

    /** Its next attempt uses what it then says. */
    change(id: string, change: z.output<typeof RegistrationChange>): RegistrationRow {
      const row = find(id)
      const provider = catalog.get(row.provider)
      const settings = change.settings ? parseSettings(provider, { ...row.settings, ...change.settings }, row.settings) : row.settings
      const policy = changePolicy(provider.policy, row.policy, change.policy ?? {}, change.policyReset ?? [])
      checkPolicy(policyOf(provider.policy, policy))
      const next = { id: row.id, url: change.url ?? row.url, settings, policy, enabled: change.enabled ?? row.enabled }
      if (change.url !== undefined || change.settings) provider.checkRegistration(next, { strict })
      store.write((tx) => store.registrations.update(tx, next, clock.now()))
      deps.changed(row.id)
      return find(id)
    },

    /** What still waits for it is cancelled; what is in flight ends as it ends. */
    remove(id: string): void {
      const row = find(id)
      const now = clock.now()
      store.write((tx) => store.registrations.delete(tx, row.id))
      // Should the process end in between, the rest is cancelled when it falls due: there is no registration to send to.
      const lane = { registration: row.id, sync: null }
      for (let waiting = store.waiting.waitingFor(lane, CANCELLED); waiting.length > 0; waiting = store.waiting.waitingFor(lane, CANCELLED)) {
        store.write((tx) => {
          for (const delivery of waiting) store.deliveries.stand(tx, delivery, { status: 'cancelled', due_at: null, at: now }, 'The registration was removed.')
        })
      }
      deps.changed(row.id)
    },
  }
}
