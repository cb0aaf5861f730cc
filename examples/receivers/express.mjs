// Receivers of Members and Dezrez with Express. Yours is a server of your own; only its address matters.
import { once } from 'node:events'
import express from 'express'
import { dezrezStore, membersStore } from './store.mjs'

export async function startMembers(options) {
  const store = membersStore(options)
  const app = express()
  app.post('/members', express.json({ limit: '1mb' }), async (request, response) => response.status(await store.take(request.body)).end())
  return started(app, '/members', store)
}

export async function startDezrez(options) {
  const store = dezrezStore(options)
  const app = express()
  app.post('/dezrez/:secret', express.text({ type: 'application/json', limit: '1mb' }), async (request, response) => response.status(await store.take(request.params.secret, request.body)).end())
  return started(app, `/dezrez/${options.secret}`, store)
}

async function started(app, path, { taken }) {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${server.address().port}${path}`, taken, close: () => (server.close(), server.closeAllConnections()) }
}
