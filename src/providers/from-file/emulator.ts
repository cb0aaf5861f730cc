/** An API of ours for every provider that is a file: registers, lists, reads and removes webhooks. Whatever it answers is marked as an extension. */
import type { JsonObject } from '#contract/common.ts'
import { parseJson } from '#contract/json-text.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Field, Trigger } from '#contract/provider.ts'
import { z } from 'zod'
import type { Emulator, EmulatorAnswer, EmulatorRequest, EmulatorRoute, RegistrationData, Workspace } from '../provider.ts'
import { KIND } from './account.ts'

const EXTENSION = { 'x-hookwright-extension': 'true' }
const error = (status: number, message: string): EmulatorAnswer => ({ status, headers: EXTENSION, body: { error: { status, message } } })

/** What the engine's JSON settings are made of is checked by the settings' own schema. */
const Create = z.strictObject({ url: z.string(), settings: z.record(z.string(), z.json()).default({}) })

type Handle = (request: EmulatorRequest, workspace: Workspace, account: string) => EmulatorAnswer

const authorized = (handle: Handle): EmulatorRoute['handle'] => (request, workspace) => {
  try {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const account = token === undefined ? undefined : workspace.entities(KIND, { limit: 1, offset: 0, where: { token } })[0]
    if (!account) return error(401, token === undefined ? 'The header Authorization: Bearer <token> is missing.' : 'The bearer token is that of no account.')
    const answer = handle(request, workspace, account.id)
    return { ...answer, headers: { ...answer.headers, ...EXTENSION } }
  } catch (thrown) {
    if (thrown instanceof ProblemError) return error(thrown.status, thrown.message)
    throw thrown
  }
}

export function emulatorOf(fields: readonly Field[], triggers: readonly Trigger[]): Emulator {
  const secrets = new Set(fields.filter((field) => field.secret).map(({ key }) => key))
  const shown = ({ number, url, settings, enabled }: RegistrationData): JsonObject => ({
    id: number,
    url,
    enabled,
    settings: Object.fromEntries(Object.entries(settings).filter(([key]) => !secrets.has(key))),
  })

  const create: Handle = (request, workspace, account) => {
    const { url, settings } = readBody(request.body)
    const registration = workspace.register({ account, url, settings })
    return { status: 201, headers: { location: `${request.baseUrl}/webhooks/${registration.number}` }, body: shown(registration) }
  }
  const find = (request: EmulatorRequest, workspace: Workspace, account: string): RegistrationData => {
    const id = request.params['id'] ?? ''
    const found = workspace.registrations(account).find(({ number }) => number === id)
    if (!found) throw new ProblemError('not_found', `There is no webhook ${JSON.stringify(id.slice(0, 100))} here.`)
    return found
  }
  const list: Handle = (_request, workspace, account) => ({ status: 200, body: { webhooks: workspace.registrations(account).map(shown) } })
  const read: Handle = (request, workspace, account) => ({ status: 200, body: shown(find(request, workspace, account)) })
  const remove: Handle = (request, workspace, account) => {
    workspace.unregister(find(request, workspace, account).id)
    return { status: 204 }
  }
  const catalogue: Handle = () => ({ status: 200, body: { triggers: triggers.map(({ name, parent, title, description }) => ({ name, parent, title, description })) } })

  const route = (method: EmulatorRoute['method'], path: string, summary: string, handle: Handle): EmulatorRoute => ({ method, path, summary, source: 'extension', handle: authorized(handle) })
  return {
    routes: [
      route('POST', '/webhooks', 'Registers a webhook: {"url": "...", "settings": {...}}', create),
      route('GET', '/webhooks', 'Its webhooks', list),
      route('GET', '/webhooks/:id', 'One of them', read),
      route('DELETE', '/webhooks/:id', 'Removes it', remove),
      route('GET', '/triggers', 'The catalogue', catalogue),
    ],
    error,
  }
}

function readBody(body: Uint8Array): z.output<typeof Create> {
  let value: unknown
  try {
    value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new ProblemError('bad_request', `The body is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`)
  }
  const parsed = Create.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError('bad_request', `The body must be {"url": "...", "settings": {...}}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ')}.`)
}
