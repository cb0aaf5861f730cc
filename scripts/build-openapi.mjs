// Derives resources/openapi.json and src/client/calls.ts from the route table, and the schemas of provider files, of the configuration and of scenarios from their zod values. `--check` compares instead of writing: a drift is an error.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createDocument } from 'zod-openapi'

const { API_BASE, api } = await import('../src/contract/api.ts')
const { PROBLEMS } = await import('../src/contract/problem.ts')
const { Problem } = await import('../src/contract/problem-shape.ts')
const { ProviderFile } = await import('../src/contract/provider-file.ts')
const { ConfigFile } = await import('../src/contract/config-file.ts')
const { Scenario } = await import('../src/contract/scenario.ts')
const { LiveMessage } = await import('../src/contract/live.ts')

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** Problems that any route may answer. */
const ALWAYS = ['bad_request', 'unauthorized', 'forbidden_host', 'forbidden_origin', 'internal', 'store_locked', 'store_readonly', 'store_full']

const paths = {}
for (const [operationId, route] of Object.entries(api)) {
  const codes = [...new Set([...ALWAYS, ...(route.problems ?? []), ...(route.body ? ['payload_too_large', 'unsupported_media_type'] : [])])]
  const byStatus = Object.entries(Object.groupBy(codes, (code) => PROBLEMS[code]))
  const problems = Object.fromEntries(
    byStatus.map(([status, names]) => [status, { description: names.join(', '), content: { 'application/json': { schema: Problem } } }]),
  )
  const { status, schema, type = 'application/json' } = route.ok
  const path = `${API_BASE}${route.path.replace(/:(\w+)/g, '{$1}')}`
  paths[path] ??= {}
  paths[path][route.method.toLowerCase()] = {
    operationId,
    summary: route.summary,
    security: [{ token: [] }],
    requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
    ...(route.body && { requestBody: { required: true, content: route.bodyType ? { [route.bodyType]: { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: route.body } } } }),
    responses: { [status]: { description: 'ok', ...(schema && { content: { [type]: { schema } } }) }, ...problems },
  }
}

const live = Object.fromEntries(Object.entries(LiveMessage).map(([name, schema]) => [`Live${name[0].toUpperCase()}${name.slice(1)}`, schema]))
const document = createDocument({
  openapi: '3.1.0',
  info: { title: 'Hookwright control API', version, description: 'Everything the page, the command line and the test API do goes through here.' },
  servers: [{ url: 'http://127.0.0.1:4480' }],
  paths,
  components: {
    schemas: live,
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Printed in the ready line, and kept in the run file of the data directory.' } },
  },
})
const schemaOf = (value) => z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' })

/** What a caller has to know of a route. */
function calledText([operation, { method, path, body, bodyType, ok }]) {
  const sends = body ? (bodyType ?? 'json') : undefined
  const answers = ok.schema === null ? 'nothing' : ok.type === undefined ? 'json' : 'text'
  return `  ${operation}: { method: '${method}', path: '${API_BASE}${path}', ${sends ? `sends: '${sends}', ` : ''}answers: '${answers}' },`
}
const calls = `/**
 * Made of the route table by \`npm run openapi\`: what a caller has to know of each. The shapes in that table are for who checks with them; making them takes
 * longer than most commands take otherwise.
 */
import type { Operation } from '#contract/api.ts'

export interface Called {
  readonly method: string
  readonly path: string
  /** Absent: no body. A media type: the body is a file, passed on as its bytes. */
  readonly sends?: string
  readonly answers: 'json' | 'text' | 'nothing'
}

export const calls: Readonly<Record<Operation, Called>> = {
${Object.entries(api).map(calledText).join('\n')}
}
`

const schemas = { 'openapi.json': document, 'provider-file.schema.json': schemaOf(ProviderFile), 'config.schema.json': schemaOf(ConfigFile), 'scenario.schema.json': schemaOf(Scenario) }
const derived = { 'src/client/calls.ts': calls, ...Object.fromEntries(Object.entries(schemas).map(([name, value]) => [`resources/${name}`, `${JSON.stringify(value, null, 2)}\n`])) }
for (const [name, text] of Object.entries(derived)) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url))
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
    continue
  }
  let there = ''
  try {
    there = readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  if (there !== text) {
    console.error(`${name} is not what the contract gives: run "npm run openapi" and commit it.`)
    process.exitCode = 1
  }
}
