/** The provider's own API, as far as webhooks and persons go. */
import { API_BASE } from '#contract/api.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Emulator, EmulatorAnswer, EmulatorRequest, EmulatorRoute, Workspace } from '../provider.ts'
import { Refusal } from '../refusal.ts'
import { RUN_TEST } from './actions.ts'
import { applicationOfKey, type Application } from './application.ts'
import { feathersError } from './feathers.ts'
import { listPersons, parseListing } from './listing.ts'
import { changeWebhook, parseChange, parseSyncRequest, webhookOf } from './webhook.ts'

const EXTENSION = { 'x-hookwright-extension': 'true' }

type Handle = (request: EmulatorRequest, workspace: Workspace, application: Application) => EmulatorAnswer

/** Every route needs an API key; a route below `/application/:id` needs the key of that very application. */
const authorized = (handle: Handle): EmulatorRoute['handle'] => (request, workspace) => {
  try {
    const application = keyHolder(request, workspace)
    const asked = request.params['id']
    if (asked !== undefined && asked !== application.id) {
      throw new Refusal(404, `No application ${JSON.stringify(asked)} for this API key.`)
    }
    return handle(request, workspace, application)
  } catch (error) {
    if (error instanceof Refusal || error instanceof ProblemError) return feathersError(error.status, error.message)
    throw error
  }
}

function keyHolder(request: EmulatorRequest, workspace: Workspace): Application {
  const key = request.headers['x-access-token']
  if (!key) throw new Refusal(401, 'The header x-access-token with the API key of an application is missing.')
  const application = applicationOfKey(workspace, key)
  if (!application) throw new Refusal(401, 'The API key in x-access-token is not the key of any application.')
  return application
}

/** Never shows API key and signing key (assumed). `webhook.url` is empty where there is no webhook. */
function showApplication(application: Application, workspace: Workspace): EmulatorAnswer {
  const { registration, url, signingKey, requestInterval } = webhookOf(application, workspace)
  const missing = [...(url === '' ? ['webhook.url'] : []), ...(signingKey === '' ? ['webhook.signingKey'] : [])]
  const headers = registration || missing.length === 2 ? undefined : { 'x-hookwright-note': `Nothing is sent yet: ${missing.join(' and ')} is not set.` }
  return { status: 200, headers, body: { id: application.id, name: application.name, scopes: application.scopes, webhook: { url, requestInterval } } }
}

const getApplication: Handle = (_request, workspace, application) => showApplication(application, workspace)

const patchApplication: Handle = (request, workspace, application) => {
  const type = request.headers['content-type']
  if (type === undefined || !/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal(400, `The body must come with the header Content-Type: application/json${type === undefined ? '' : `, not ${type}`}.`)
  }
  changeWebhook(application, parseChange(request.body), workspace)
  return showApplication(applicationOfKey(workspace, application.apiKey) ?? application, workspace)
}

const runTest: Handle = (request, workspace, application) => {
  const { registration } = webhookOf(application, workspace)
  if (!registration) throw new Refusal(409, `Application ${application.id} has no webhook: set webhook.url and webhook.signingKey first.`)
  const { deliveryIds } = workspace.run(registration.id, RUN_TEST)
  const deliveries = deliveryIds.map((id) => ({ id, statusUrl: `${request.controlUrl}${API_BASE}/deliveries/${id}` }))
  return { status: 202, headers: EXTENSION, body: { deliveries } }
}

const syncData: Handle = (request, workspace, application) => {
  const { registration } = webhookOf(application, workspace)
  if (!registration) throw new Refusal(409, `Application ${application.id} has no webhook: set webhook.url and webhook.signingKey first.`)
  const { syncId } = workspace.sync(registration.id, parseSyncRequest(request.body))
  return { status: 202, headers: EXTENSION, body: { id: syncId, statusUrl: `${request.controlUrl}${API_BASE}/syncs/${syncId}` } }
}

const getPersons: Handle = (request, workspace, application) => ({
  status: 200,
  body: listPersons(parseListing(request.query), application, workspace),
})

export const EMULATOR: Emulator = {
  routes: [
    { method: 'PATCH', path: '/application/:id', summary: "Sets the application's webhook", source: 'documented', handle: authorized(patchApplication) },
    { method: 'GET', path: '/application/:id', summary: 'The application with its webhook', source: 'assumed', handle: authorized(getApplication) },
    { method: 'POST', path: '/application/:id/webhook/test', summary: 'Run Test', source: 'extension', handle: authorized(runTest) },
    { method: 'POST', path: '/application/:id/webhook/sync', summary: 'Sync Data', source: 'extension', handle: authorized(syncData) },
    { method: 'GET', path: '/person', summary: 'Persons, as far as scopes and consents show them', source: 'documented', handle: authorized(getPersons) },
  ],
  error: feathersError,
}
