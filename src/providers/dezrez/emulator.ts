/** The provider's own API, as far as webhooks go. */
import { ProblemError } from '#contract/problem.ts'
import type { Emulator, EmulatorAnswer, EmulatorRequest, EmulatorRoute, RegistrationData, Workspace } from '../provider.ts'
import { Refusal } from '../refusal.ts'
import { clientOfToken, readAgency, type Agency, type ApiClient } from './agency.ts'
import { checkTrigger, propertiesOf, TRIGGERS } from './catalog.ts'

/** The shape that ASP.NET Web API gives (assumed). */
const error = (status: number, message: string): EmulatorAnswer => ({ status, body: { Message: message } })

type Handle = (request: EmulatorRequest, workspace: Workspace, client: ApiClient) => EmulatorAnswer

const authorized = (handle: Handle): EmulatorRoute['handle'] => (request, workspace) => {
  try {
    const client = clientOf(request, workspace)
    const version = request.headers['rezi-api-version']
    if (version !== undefined && version.trim() !== '1') throw new Refusal(400, `There is no version ${JSON.stringify(version)} of this API: Rezi-Api-Version is 1.`)
    return handle(request, workspace, client)
  } catch (thrown) {
    if (thrown instanceof Refusal) return error(thrown.status, thrown.message)
    // The engine refuses with 422 what this API knows as a bad request.
    if (thrown instanceof ProblemError) return error(thrown.status === 422 ? 400 : thrown.status, thrown.message)
    throw thrown
  }
}

function clientOf({ headers }: EmulatorRequest, workspace: Workspace): ApiClient {
  const token = /^Bearer +(\S+) *$/i.exec(headers['authorization'] ?? '')?.[1]
  if (token === undefined) throw new Refusal(401, 'Authorization has been denied for this request: it needs the header Authorization: Bearer <token>.')
  const client = clientOfToken(workspace, token)
  if (!client) throw new Refusal(401, 'Authorization has been denied for this request: the bearer token is not that of any client.')
  return client
}

/** The agency that a request is about: that of the token's user, or the one it names. */
function agencyOf({ query }: EmulatorRequest, workspace: Workspace, client: ApiClient): Agency {
  const asked = query.get('agencyId')
  const id = asked ?? client.agencyId
  if (id === null) throw new Refusal(400, 'This token belongs to no user: name the agency by agencyId in the query.')
  if (client.agencyId !== null && id !== client.agencyId) throw new Refusal(403, `The user of this token is of agency ${client.agencyId}, not of ${JSON.stringify(id)}.`)
  const agency = readAgency(workspace, id)
  if (!agency) throw new Refusal(404, `There is no agency ${JSON.stringify(id)}.`)
  const branch = query.get('branchId')
  if (branch !== null && !agency.branchIds.includes(branch)) throw new Refusal(404, `Agency ${id} has no branch ${JSON.stringify(branch)}.`)
  return agency
}

/** Wraps what can only be used once the provider's staff have enabled it. */
const enabled = (handle: (request: EmulatorRequest, workspace: Workspace, agency: Agency) => EmulatorAnswer): EmulatorRoute['handle'] =>
  authorized((request, workspace, client) => {
    const agency = agencyOf(request, workspace, client)
    if (!agency.webhooksEnabled) throw new Refusal(403, `Webhooks need to be enabled for agency ${agency.id} before they can be used: ask Dezrez staff to enable the external provider "webhooks".`)
    return handle(request, workspace, agency)
  })

const getTriggers = authorized(() => ({
  status: 200,
  body: TRIGGERS.map(({ name, description }) => ({
    TriggerSystemName: name,
    TriggerDescription: description,
    TriggerProperties: propertiesOf(name).map(([property, type, filter]) => ({ ContentPropertyName: property, ContentPropertyDataType: type, IsPropertyFilter: filter !== undefined })),
  })),
}))

const show = ({ number, url, settings }: RegistrationData) => ({ Id: Number(number), TriggerName: settings['trigger'], WebhookUrl: url })

const createWebhook = enabled((request, workspace, agency) => {
  const trigger = request.params['trigger'] ?? ''
  checkTrigger(trigger)
  const made = workspace.register({ account: agency.id, url: webhookUrl(request.body), settings: { trigger } })
  return { status: 201, headers: { location: `${request.baseUrl}/api/webhook/${made.number}` }, body: show(made) }
})

const listWebhooks = enabled(({ query }, workspace, agency) => {
  const trigger = query.get('triggerFilterName')
  if (trigger !== null && trigger !== '') checkTrigger(trigger)
  const all = workspace.registrations(agency.id)
  return { status: 200, body: (trigger ? all.filter(({ settings }) => settings['trigger'] === trigger) : all).map(show) }
})

const getWebhook = enabled((request, workspace, agency) => ({ status: 200, body: show(find(request, workspace, agency)) }))

const deleteWebhook = enabled((request, workspace, agency) => {
  workspace.unregister(find(request, workspace, agency).id)
  return { status: 204 }
})

function find({ params }: EmulatorRequest, workspace: Workspace, agency: Agency): RegistrationData {
  const found = workspace.registrations(agency.id).find(({ number }) => number === params['id'])
  if (!found) throw new Refusal(404, `Agency ${agency.id} has no webhook ${JSON.stringify(params['id'])}.`)
  return found
}

/** Fields besides the URL are not looked at (assumed). */
function webhookUrl(body: Uint8Array): string {
  const needed = 'The body must be JSON like {"WebhookUrl": "https://example.com/hook"}'
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new Refusal(400, body.length === 0 ? `The request has no body. ${needed}.` : `${needed}: ${cause instanceof Error ? cause.message : String(cause)}.`)
  }
  const url = typeof value === 'object' && value !== null && 'WebhookUrl' in value ? value.WebhookUrl : undefined
  if (typeof url !== 'string') throw new Refusal(400, `${needed}, with a text as its WebhookUrl.`)
  return url
}

export const EMULATOR: Emulator = {
  routes: [
    { method: 'GET', path: '/api/workflow/triggers', summary: 'The catalogue of triggers', source: 'documented', handle: getTriggers },
    { method: 'POST', path: '/api/webhook/create/:trigger', summary: 'Registers a webhook on a trigger', source: 'documented', handle: createWebhook },
    { method: 'GET', path: '/api/webhook/list', summary: "The agency's webhooks", source: 'documented', handle: listWebhooks },
    { method: 'GET', path: '/api/webhook/:id', summary: 'One webhook', source: 'documented', handle: getWebhook },
    { method: 'DELETE', path: '/api/webhook/:id', summary: 'Removes a webhook', source: 'documented', handle: deleteWebhook },
  ],
  error,
}
