/** An API to manage endpoints, as a service like Svix has it: ours, since the specification describes none. */
import { API_BASE } from '#contract/api.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Emulator, EmulatorAnswer, EmulatorRequest, EmulatorRoute, RegistrationData, Workspace } from '../provider.ts'
import { Refusal } from '../refusal.ts'
import { accountOfKey, type Account } from './account.ts'
import { SEND_TEST } from './actions.ts'
import { apiError } from './api-error.ts'
import { parseEndpoint, parseRotation, showEndpoint } from './endpoint.ts'
import { EVENT_TYPES } from './event-types.ts'
import { rotated, Settings, verifyingKey } from './settings.ts'

const EXTENSION = { 'x-hookwright-extension': 'true' }
const MOST_LISTED = 250

type Handle = (request: EmulatorRequest, workspace: Workspace, account: Account) => EmulatorAnswer

/** Every route needs an API key; a route below `/app/:account` the key of that very account. */
const authorized = (handle: Handle): EmulatorRoute['handle'] => (request, workspace) => {
  const answer = answered(() => {
    const account = keyHolder(request, workspace)
    const asked = request.params['account']
    if (asked !== undefined && asked !== account.id) throw new Refusal(404, `This API key is not that of the account ${JSON.stringify(asked)}.`)
    return handle(request, workspace, account)
  })
  return { ...answer, headers: { ...answer.headers, ...EXTENSION } }
}

function answered(run: () => EmulatorAnswer): EmulatorAnswer {
  try {
    return run()
  } catch (error) {
    if (error instanceof Refusal || error instanceof ProblemError) return apiError(error.status, error.message)
    throw error
  }
}

function keyHolder({ headers }: EmulatorRequest, workspace: Workspace): Account {
  const key = /^Bearer +(\S+) *$/i.exec(headers['authorization'] ?? '')?.[1]
  if (key === undefined) throw new Refusal(401, 'The header Authorization: Bearer <API key> is missing.')
  const account = accountOfKey(workspace, key)
  if (!account) throw new Refusal(401, 'The API key is not that of any account.')
  return account
}

const withEndpoint = (handle: (endpoint: RegistrationData, request: EmulatorRequest, workspace: Workspace) => EmulatorAnswer): EmulatorRoute['handle'] =>
  authorized((request, workspace, account) => {
    const asked = request.params['endpoint']
    const found = workspace.registrations(account.id).find(({ number }) => `ep_${number}` === asked)
    if (!found) throw new Refusal(404, `Account ${account.id} has no endpoint ${JSON.stringify(asked)}.`)
    return handle(found, request, workspace)
  })

/** A page of a list, and where to go on. */
function listed<T>(items: readonly T[], idOf: (item: T) => string, query: URLSearchParams): EmulatorAnswer {
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) throw new Refusal(422, `limit must be a whole number from 1 to ${MOST_LISTED}.`)
  const iterator = query.get('iterator')
  const from = iterator === null ? 0 : items.findIndex((item) => idOf(item) === iterator) + 1
  if (iterator !== null && from === 0) throw new Refusal(422, 'iterator must be one that a page gave.')
  const data = items.slice(from, from + limit)
  const last = data.at(-1)
  return { status: 200, body: { data, iterator: last === undefined ? iterator : idOf(last), done: from + limit >= items.length } }
}

const listEventTypes = authorized(({ query }) => listed(EVENT_TYPES.map(({ name, description }) => ({ name, description })), ({ name }) => name, query))

const listEndpoints = authorized(({ query }, workspace, account) => listed(workspace.registrations(account.id).map(showEndpoint), ({ id }) => id, query))

const createEndpoint = authorized((request, workspace, account) => {
  const { url, enabled, settings } = parseEndpoint(request.body)
  if (url === undefined) throw new Refusal(422, 'url is required.')
  const made = workspace.register({ account: account.id, url, settings })
  return { status: 201, body: showEndpoint(enabled === false ? workspace.changeRegistration(made.id, { enabled }) : made) }
})

const getEndpoint = withEndpoint((endpoint) => ({ status: 200, body: showEndpoint(endpoint) }))

const changeEndpoint = withEndpoint((endpoint, { body }, workspace) => ({ status: 200, body: showEndpoint(workspace.changeRegistration(endpoint.id, parseEndpoint(body))) }))

/** The whole endpoint: what is left out gets its default, but for the secret, which stays unless it is given. */
const putEndpoint = withEndpoint((endpoint, { body }, workspace) => {
  const { url, enabled = true, settings } = parseEndpoint(body)
  if (url === undefined) throw new Refusal(422, 'url is required.')
  return { status: 200, body: showEndpoint(workspace.changeRegistration(endpoint.id, { url, enabled, settings: { eventTypes: null, headerNames: null, ...settings } })) }
})

const deleteEndpoint = withEndpoint(({ id }, _request, workspace) => {
  workspace.unregister(id)
  return { status: 204 }
})

const getSecret = withEndpoint(({ settings }) => ({ status: 200, body: { key: verifyingKey(Settings.parse(settings).secret) } }))

const rotateSecret = withEndpoint(({ id, settings }, { body }, workspace) => {
  workspace.changeRegistration(id, { settings: rotated(Settings.parse(settings), workspace.now(), parseRotation(body)) })
  return { status: 204 }
})

const sendTest = withEndpoint(({ id }, { controlUrl }, workspace) => {
  const { deliveryIds } = workspace.run(id, SEND_TEST)
  return { status: 202, body: { deliveries: deliveryIds.map((delivery) => ({ id: delivery, statusUrl: `${controlUrl}${API_BASE}/deliveries/${delivery}` })) } }
})

const ENDPOINTS = '/api/v1/app/:account/endpoint'
const ENDPOINT = `${ENDPOINTS}/:endpoint`
const route = (method: EmulatorRoute['method'], path: string, summary: string, handle: EmulatorRoute['handle']): EmulatorRoute => ({ method, path, summary, source: 'extension', handle })

export const EMULATOR: Emulator = {
  routes: [
    route('GET', '/api/v1/event-type', 'The catalogue of event types', listEventTypes),
    route('GET', ENDPOINTS, "The account's endpoints", listEndpoints),
    route('POST', ENDPOINTS, 'Adds an endpoint', createEndpoint),
    route('GET', ENDPOINT, 'One endpoint', getEndpoint),
    route('PUT', ENDPOINT, 'Replaces an endpoint', putEndpoint),
    route('PATCH', ENDPOINT, 'Changes an endpoint', changeEndpoint),
    route('DELETE', ENDPOINT, 'Removes an endpoint', deleteEndpoint),
    route('GET', `${ENDPOINT}/secret`, 'What its receiver verifies with', getSecret),
    route('POST', `${ENDPOINT}/secret/rotate`, 'Rotates its secret', rotateSecret),
    route('POST', `${ENDPOINT}/test`, 'Sends it a sample', sendTest),
  ],
  error: apiError,
}
