/** Who takes part in a recording: the registrations that sent and the inboxes that received, by names that a scenario can use. */
import type { Answer } from '#contract/answer.ts'
import { answersText, parseAnswers } from '#contract/answer-text.ts'
import { generate } from '#contract/generate.ts'
import type { JsonObject } from '#contract/common.ts'
import type { InboxVerifyInput } from '#contract/inbox.ts'
import type { ProviderFileInfo } from '#contract/provider-file.ts'
import type { ScenarioInput } from '#contract/scenario.ts'
import type { Catalog } from '../catalog.ts'
import { addressed, restAfter } from '../inbox-path.ts'
import type { CaptureRow } from '../store/captures.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import { idOf } from '../store/ids.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { RegistrationRow } from '../store/registrations.ts'
import type { Store } from '../store/open.ts'

export interface CastDeps {
  readonly store: Store
  readonly catalog: Catalog
  /** Origins of the inbox listeners. */
  readonly inboxes: () => readonly (string | null)[]
  readonly providerFiles: () => Iterable<ProviderFileInfo>
}

/** @param secrets whether they are written as they are. */
export function createCast({ store, catalog, inboxes, providerFiles }: CastDeps, secrets: boolean) {
  const names = new Map<number, string>()
  const rows = new Map<number, RegistrationRow>()
  let persons: number | undefined
  /** A registration that led elsewhere once: what it sent there comes to where it leads now. */
  let moves = false

  /** The inbox that a URL is of, and what follows it. */
  function inboxOf(url: string): { row: InboxRow; rest: string } | undefined {
    const base = inboxes().find((one) => one !== null && url.startsWith(`${one}/`))
    if (!base) return undefined
    const target = url.slice(base.length)
    const row = store.inboxes.named(addressed(target))
    return row && { row, rest: restAfter(row.name, target) }
  }

  function join(row: RegistrationRow): void {
    const taken = new Set(names.values())
    let name = row.provider
    for (let n = 2; taken.has(name); n++) name = `${row.provider}-${n}`
    names.set(row.id, name)
    rows.set(row.id, row)
  }

  const variable = (name: string, key: string): string => `${name}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_')

  function settingsOf(row: RegistrationRow, ours: boolean): JsonObject {
    const settings = structuredClone(row.settings)
    for (const field of catalog.providers.get(row.provider)?.fields ?? []) {
      if (!field.secret || secrets || typeof settings[field.key] !== 'string') continue
      const [generator] = field.generators ?? []
      const env = `env:${variable(names.get(row.id) ?? row.provider, field.key)}`
      // Where both ends are ours any will do; a receiver of their own knows only its own.
      settings[field.key] = ours ? `\${${env}:-${generator ? generate(generator) : 'a secret of this scenario'}}` : `\${${env}}`
    }
    return settings
  }

  function verifyOf({ name, verify }: InboxRow): InboxVerifyInput | undefined {
    if (!verify) return undefined
    const { secret, ...rest } = verify
    const of = [...rows.values()].find((row) => typeof secret === 'string' && Object.values(row.settings).includes(secret))
    if (of) return { ...rest, secretOf: names.get(of.id) }
    return { ...rest, ...(typeof secret === 'string' && { secret: secrets ? secret : `\${env:${variable(name, 'secret')}}` }) }
  }

  return {
    /** Whether its registration is still there, which then takes part. */
    has(delivery: DeliveryRow, leftOut: string[]): boolean {
      const id = idOf('registration', delivery.registration_id)
      const row = rows.get(delivery.registration_id) ?? store.registrations.get(delivery.registration_id)
      if (!row) leftOut.push(`${idOf('delivery', delivery.id)}: its registration ${id} is not there any more.`)
      if (!row) return false
      if (!rows.has(row.id)) join(row)
      if (delivery.target !== null || delivery.url === row.url) return true
      moves = true
      const moved = `${id} led to ${delivery.url} and leads to ${row.url} now: all that it sends goes there.`
      if (!leftOut.includes(moved)) leftOut.push(moved)
      return true
    },
    registration: (delivery: DeliveryRow): string => names.get(delivery.registration_id) ?? '',
    /** Whether more than one registration of a provider takes part. */
    several: (provider: string): boolean => [...rows.values()].filter((row) => row.provider === provider).length > 1,
    /** Whether registrations of more than one provider do. */
    mixed: (): boolean => new Set([...rows.values()].map((row) => row.provider)).size > 1,
    persons: (count: number): void => void (persons = Math.max(persons ?? 0, count)),

    workspace(leftOut: string[]): Pick<ScenarioInput, 'persons' | 'providers'> {
      const used = new Set([...rows.values()].map((row) => row.provider))
      const files = [...providerFiles()].filter((file) => file.origin === 'workspace' && file.provider !== null && used.has(file.provider)).map((file) => file.name)
      for (const file of files) leftOut.push(`It needs the provider file ${file} beside it.`)
      return { ...(persons !== undefined && { persons }), ...(files.length > 0 && { providers: files }) }
    },

    registrations(): NonNullable<ScenarioInput['registrations']> {
      return Object.fromEntries(
        [...rows].map(([id, row]) => {
          const inbox = inboxOf(row.url)
          const name = names.get(id) ?? ''
          return [
            name,
            {
              provider: row.provider,
              ...(row.account !== catalog.providers.get(row.provider)?.account.defaultId && { account: row.account }),
              url: inbox ? `inbox:${inbox.row.name}${inbox.rest}` : `\${env:${variable(name, 'url')}:-${row.url}}`,
              settings: settingsOf(row, inbox !== undefined),
              ...(!row.enabled && { enabled: false }),
              ...(Object.keys(row.policy).length > 0 && { policy: row.policy }),
            },
          ]
        }),
      )
    },

    /** The inboxes with the answers that they gave, and what they must receive again. @param cut there were more deliveries than these. */
    received(deliveries: readonly DeliveryRow[], cut: boolean): { inboxes: NonNullable<ScenarioInput['inboxes']>; expectations: ScenarioInput['steps'] } {
      const captures = deliveries
        .flatMap((row) => Array.from({ length: row.attempt_count }, (_, at) => store.captures.ofAttempt(row.id, at + 1)).flat())
        .sort((a, b) => a - b)
        .flatMap((id) => store.captures.get(id) ?? [])
      const urls = [...rows.values()].flatMap((row) => inboxOf(row.url)?.row ?? [])
      const taking = new Map(urls.map((row) => [row.id, row]))
      const of = (inbox: InboxRow): CaptureRow[] => captures.filter((capture) => capture.inbox_id === inbox.id)
      return {
        inboxes: Object.fromEntries([...taking.values()].map((inbox) => [inbox.name, { ...(inbox.verify && { verify: verifyOf(inbox) }), respond: answersOf(of(inbox), inbox), ...(inbox.seed !== 1 && { seed: inbox.seed }) }])),
        expectations: [...taking.values()].flatMap((inbox) => {
          const came = of(inbox)
          const verdicts = new Set(came.map((capture) => capture.verdict_ok))
          const [verdict] = verdicts
          return came.length === 0 ? [] : [{ expect: inbox.name, count: cut || moves ? { min: came.length } : came.length, ...(verdicts.size === 1 && typeof verdict === 'number' && { where: { verified: verdict === 1 } }) }]
        }),
      }
    },
  }
}

/** What was answered, one after the other; the last one stays. Where nothing came, what the inbox answers now. */
function answersOf(captures: readonly CaptureRow[], inbox: InboxRow): string {
  const given: Answer[] = []
  for (const { did, answer_status: status } of captures) {
    const answer = told(did) ?? { status: status ?? 200 }
    const last = given.at(-1)
    if (last && JSON.stringify({ ...last, times: undefined }) === JSON.stringify({ ...answer, times: undefined })) given[given.length - 1] = { ...last, times: (last.times ?? 1) + 1 }
    else given.push(answer)
  }
  const last = given.pop()
  return answersText(last ? [...given, { ...last, times: undefined }] : inbox.respond)
}

/** What is kept of it in words; undefined where it was a plain answer, or the words were cut. */
function told(did: string | null): Answer | undefined {
  try {
    return did === null ? undefined : parseAnswers(did)[0]
  } catch {
    return undefined
  }
}
