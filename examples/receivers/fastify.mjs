// The same two with Fastify.
import fastify from 'fastify'
import { dezrezStore, membersStore } from './store.mjs'

export async function startMembers(options) {
  const store = membersStore(options)
  const app = fastify()
  app.post('/members', async (request, reply) => reply.code(await store.take(request.body)).send())
  return started(app, '/members', store)
}

export async function startDezrez(options) {
  const store = dezrezStore(options)
  const app = fastify()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/dezrez/:secret', async (request, reply) => reply.code(await store.take(request.params.secret, request.body)).send())
  return started(app, `/dezrez/${options.secret}`, store)
}

async function started(app, path, { taken }) {
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url: origin + path, taken, close: () => app.close() }
}
