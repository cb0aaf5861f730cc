/**
 * Makes a workspace be as a configuration says. Each thing is known again by its name, so that a start after a start doubles nothing; it is
 * written only where the configuration says something else than it did the last time: what was changed by hand stays until then.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ConfigFile } from '#contract/config-file.ts'
import { Policy } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Registration } from '#contract/registration.ts'
import type { ProviderFiles } from '#control/handlers.ts'
import type { Engine } from '#engine/engine.ts'
import type { Path } from '#providers/from-file/yaml-text.ts'

/** What the configuration made: by its name there, with what it said. */
interface Made {
  readonly inboxes: Readonly<Record<string, { readonly said: string }>>
  readonly registrations: Readonly<Record<string, { readonly id: string; readonly said: string }>>
}

/** What was refused, and by which part of the file. */
export interface Refusal {
  readonly path: Path
  readonly message: string
}

const KEY = 'declared'
const POLICY_KEYS = Policy.keyof().options
const digest = (value: unknown): string => hash('sha256', JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)), 'hex').slice(0, 16)

export interface DeclareDeps {
  readonly engine: Engine
  readonly providerFiles: Pick<ProviderFiles, 'get' | 'put'>
  /** Origin of the inbox listener. */
  readonly inboxUrl: string
  readonly log: { info(details: object, message: string): void }
}

/** Ids by the names that the configuration gives them. */
export const declaredRegistrations = ({ settings }: Engine): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries((settings.get(KEY) as Made | undefined)?.registrations ?? {}).map(([name, { id }]) => [name, id]))

/** Answers what could not be done; the rest is. */
export function declare({ engine, providerFiles, inboxUrl, log }: DeclareDeps, config: ConfigFile): Refusal[] {
  const refusals: Refusal[] = []
  const before = (engine.settings.get(KEY) ?? { inboxes: {}, registrations: {} }) as Made
  const inboxes: Record<string, Made['inboxes'][string]> = {}
  const registrations: Record<string, Made['registrations'][string]> = {}
  const attempt = (path: Path, act: () => void): void => {
    try {
      act()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      refusals.push({ path: [...path, ...placeIn(error)], message: error.message })
    }
  }

  config.providers.forEach((file, at) => attempt(['providers', at], () => provide(providerFiles, file)))
  for (const [name, wanted] of Object.entries(config.registrations)) {
    const known = before.registrations[name]
    if (known) registrations[name] = known
    attempt(['registrations', name], () => {
      const { url, ...rest } = wanted
      registrations[name] = register(engine, known, { ...rest, url: addressOf(url, inboxUrl, config) })
    })
  }
  for (const [name, { verify, ...rest }] of Object.entries(config.inboxes)) {
    const known = before.inboxes[name]
    if (known) inboxes[name] = known
    attempt(['inboxes', name], () => {
      const of = verify?.secretOf === undefined ? undefined : (registrations[verify.secretOf]?.id ?? verify.secretOf)
      inboxes[name] = receive(engine, name, known, { ...rest, ...(verify !== undefined && { verify: verify && { ...verify, ...(of !== undefined && { secretOf: of }) } }) })
    })
  }
  for (const [name, { id }] of Object.entries(before.registrations)) {
    if (name in config.registrations) continue
    attempt(['registrations', name], () => {
      if (exists(() => engine.registrations.get(id, false))) engine.registrations.remove(id)
      log.info({ registration: id, name }, 'a registration that the configuration no longer names is removed')
    })
  }
  if (JSON.stringify(before) !== JSON.stringify({ inboxes, registrations })) engine.settings.keep(KEY, { inboxes, registrations })
  return refusals
}

type Wanted = Parameters<Engine['registrations']['create']>[0] & { readonly policy?: ConfigFile['registrations'][string]['policy'] }

function register(engine: Engine, known: Made['registrations'][string] | undefined, { policy = {}, ...wanted }: Wanted): Made['registrations'][string] {
  const said = digest([wanted, policy])
  const made = known && exists(() => engine.registrations.get(known.id, false))
  if (made && known.said === said) return known
  const { account: accounts } = engine.catalog.get(wanted.provider)
  const account = wanted.account ?? accounts.defaultId
  const isOf = (one: Pick<Registration, 'provider' | 'account'>): boolean => one.provider === wanted.provider && one.account === account
  if (made && !isOf(made)) engine.registrations.remove(made.id)
  // Where an account has one webhook, that is the one that is meant, whoever made it.
  const only = () => (accounts.registrationsPerAccount === null ? undefined : engine.registrations.list({ limit: 500, provider: wanted.provider, reveal: false }).items.find(isOf))
  const there = made && isOf(made) ? made : only()
  const { id } = there ?? engine.registrations.show(engine.registrations.create(wanted))
  const policyReset = POLICY_KEYS.filter((one) => !(one in policy))
  if (there || Object.keys(policy).length > 0) engine.registrations.change(id, { url: wanted.url, settings: wanted.settings, enabled: wanted.enabled, policy, policyReset })
  return { id, said }
}

function receive(engine: Engine, name: string, known: Made['inboxes'][string] | undefined, wanted: Parameters<Engine['inboxes']['change']>[1]): Made['inboxes'][string] {
  const said = digest(wanted)
  const there = exists(() => engine.inboxes.find(name))
  if (!there) engine.inboxes.create({ name, ...wanted })
  else if (known?.said !== said) engine.inboxes.change(name, { verify: null, respond: [{ status: 200 }], rules: [], seed: 1, ...wanted })
  return { said }
}

/** Copied into the workspace, where it is watched as any other is. */
function provide(files: DeclareDeps['providerFiles'], file: string): void {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ProblemError('invalid', `${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}.`, undefined, { cause })
  }
  const name = basename(file)
  if (exists(() => files.get(name))?.text !== text) files.put(name, { text })
}

/** `inbox:orders/sub`: where the inbox of the file is. */
function addressOf(url: string, inboxUrl: string, { inboxes }: ConfigFile): string {
  const [, name, rest = ''] = /^inbox:([^/?#]*)(.*)$/s.exec(url) ?? []
  if (name === undefined) return url
  if (!(name in inboxes)) throw new ProblemError('invalid', `There is no inbox ${JSON.stringify(name)} in this file. It has: ${Object.keys(inboxes).join(', ') || 'none'}.`, { path: 'url' })
  return `${inboxUrl}/${name}${rest}`
}

function exists<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return undefined
    throw error
  }
}

/** Where in its own part a refusal says that the fault is. */
function placeIn({ details }: ProblemError): Path {
  const found = details as { path?: unknown; issues?: readonly { path?: unknown }[] } | undefined
  const path = typeof found?.path === 'string' ? found.path : found?.issues?.[0]?.path
  return typeof path === 'string' && path !== '' ? path.split('.') : []
}
