/** A provider's workspace in memory, with the engine's rules: settings parsed, registrations checked, one per account. */
import type { JsonObject } from '#contract/common.ts'
import { withGenerated } from '#contract/generate.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Addressed, EntityData, Provider, RegistrationData, Workspace } from '#providers/provider.ts'

export interface MemoryWorkspace extends Workspace {
  readonly registered: Map<string, RegistrationData>
  /** What `run` addressed, oldest first. */
  readonly sent: { registrationId: string; trigger: string; addressed: Addressed }[]
  /** Moves the time that `now` tells, in ms. */
  advance(ms: number): void
  removeEntity(kind: string, id: string): void
}

const byId = (a: EntityData, b: EntityData) => Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1)

export function memoryWorkspace(provider: Provider, options: { strict?: boolean; seed?: number; persons?: number; now?: number } = {}): MemoryWorkspace {
  const { strict = false, seed = 1, persons = 20 } = options
  let now = options.now ?? Date.UTC(2026, 0, 1)
  let numbers = 0
  const kinds = new Map<string, Map<string, JsonObject>>(provider.entityKinds.map(({ kind }) => [kind, new Map()]))
  const registered = new Map<string, RegistrationData>()
  const sent: MemoryWorkspace['sent'] = []
  for (const { kind, items } of provider.seedEntities({ seed, persons, strict, now })) for (const { id, data } of items) kinds.get(kind)?.set(id, data)

  const find = (id: string): RegistrationData => {
    const found = registered.get(id)
    if (!found) throw new ProblemError('not_found', `There is no registration ${id}.`)
    return found
  }
  const checked = (registration: RegistrationData, before?: JsonObject): RegistrationData => {
    const given = Object.fromEntries(Object.entries(registration.settings).filter(([, value]) => value !== null))
    const parsed = provider.settings.safeParse(withGenerated(provider.fields, given, before))
    if (!parsed.success) throw new ProblemError('invalid', parsed.error.message)
    provider.checkRegistration({ url: registration.url, settings: parsed.data }, { strict })
    const result = { ...registration, settings: parsed.data }
    registered.set(result.id, result)
    return result
  }
  const registrations = (account?: string) => [...registered.values()].filter((one) => account === undefined || one.account === account)

  const workspace: MemoryWorkspace = {
    strict,
    registered,
    sent,
    now: () => now,
    advance: (ms) => void (now += ms),
    entity(kind, id) {
      const data = kinds.get(kind)?.get(id)
      return data && { id, data: structuredClone(data) }
    },
    entities(kind, { limit, offset, where = {}, after }) {
      const all = [...(kinds.get(kind) ?? [])].map(([id, data]) => ({ id, data: structuredClone(data) })).sort(byId)
      const items = all.filter(({ data }) => Object.entries(where).every(([key, value]) => data[key] === value))
      const first = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1
      return items.slice(first + offset, first + offset + limit)
    },
    count: (kind) => kinds.get(kind)?.size ?? 0,
    registrations,
    register({ account, url, settings = {} }) {
      const { registrationsPerAccount: most } = provider.account
      if (most !== null && registrations(account).length >= most) throw new ProblemError('conflict', `Account ${account} has its webhook already.`)
      const number = String(++numbers)
      return checked({ number, id: `reg_${number}`, account, url, settings, enabled: true })
    },
    changeRegistration(id, change) {
      const before = find(id)
      return checked({ ...before, url: change.url ?? before.url, settings: { ...before.settings, ...change.settings }, enabled: change.enabled ?? before.enabled }, before.settings)
    },
    unregister: (id) => void registered.delete(find(id).id),
    putEntity: (kind, id, data) => void kinds.get(kind)?.set(id, structuredClone(data)),
    removeEntity: (kind, id) => void kinds.get(kind)?.delete(id),
    sync(registrationId) {
      find(registrationId)
      return { syncId: `syn_${++numbers}` }
    },
    run(registrationId, action) {
      const registration = find(registrationId)
      const pressed = provider.runAction(action, registration, workspace)
      if ('change' in pressed) {
        workspace.changeRegistration(registrationId, pressed.change)
        return { deliveryIds: [] }
      }
      sent.push({ registrationId, trigger: pressed.raised.trigger, addressed: provider.address(pressed.raised, registration, workspace) })
      return { deliveryIds: [`dlv_${sent.length}`] }
    },
  }
  return workspace
}
