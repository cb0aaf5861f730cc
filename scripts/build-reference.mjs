// Writes docs/reference: the API, the commands, the configuration and the providers, each from what the program itself says. `--check` compares instead: a drift is an error.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './setup/quietly.mjs'

const PROGRAM = join(ROOT, 'out', 'main', 'cli.js')
const { EXAMPLES } = await import('../src/cli/examples.ts')
const json = (file) => JSON.parse(readFileSync(join(ROOT, 'resources', file), 'utf8'))
const cell = (text) => String(text ?? '').replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;').trim()
const table = (heads, rows) => [`| ${heads.join(' | ')} |`, `|${heads.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`)].join('\n')
const page = (title, ...parts) => `<!-- Made by "npm run reference". -->\n\n# ${title}\n\n${parts.filter(Boolean).join('\n\n')}\n`

/** The type of a schema in a word or two. */
function typeOf(schema = {}) {
  if (schema.$ref) return schema.$ref.split('/').at(-1).replace(/Output$/, '')
  if (schema.enum) return schema.enum.map((one) => `\`${one}\``).join(', ')
  if (schema.const !== undefined) return `\`${schema.const}\``
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return [...new Set(branches.map(typeOf))].join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  return [schema.type ?? (schema.additionalProperties ? 'object' : 'any')].flat().join(' or ')
}
const fieldRows = (schema, required = new Set(schema.required)) => Object.entries(schema.properties ?? {}).map(([name, one]) => [`\`${name}\`${required.has(name) ? ' *' : ''}`, typeOf(one), `${one.description ?? ''}${one.default !== undefined ? ` Default ${JSON.stringify(one.default)}.` : ''}`])

function api() {
  const { paths, components } = json('openapi.json')
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, route]) => ({ path, method: method.toUpperCase(), ...route })))
  const sections = routes.map(({ path, method, summary, parameters = [], requestBody, responses }) => {
    const taken = parameters.map(({ name, in: place, required, schema, description }) => [`\`${name}\`${required ? ' *' : ''}`, `${place}: ${typeOf(schema)}`, description ?? schema?.description])
    const body = requestBody?.content?.['application/json']?.schema
    const shape = body?.$ref ? components.schemas[body.$ref.split('/').at(-1)] : body
    const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
    const [type, content] = Object.entries(answer?.content ?? {})[0] ?? []
    return [`## ${method} ${path.replace('/api/v1', '')}`, `${summary}.`, taken.length > 0 && table(['parameter', 'type', ''], taken), shape?.properties && table(['body', 'type', ''], fieldRows(shape)), !shape?.properties && body && `Body: ${typeOf(body)}.`, `Answers ${status}${type ? ` with ${type === 'application/json' ? typeOf(content.schema) : type}` : ''}.`].filter(Boolean).join('\n\n')
  })
  return page('The control API', 'Below `/api/v1` of the control listener, with `Authorization: Bearer <token>`. The whole of it, shapes and errors too, is [openapi.json](../../resources/openapi.json), also served at `/api/v1/openapi.json`. A star marks what has to be given.', ...sections)
}

function commands() {
  const sections = Object.keys(EXAMPLES).sort().map((path) => {
    const help = execFileSync(process.execPath, [PROGRAM, ...path.split(' '), '--help'], { encoding: 'utf8', env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' } })
    return `## hookwright ${path}\n\n\`\`\`text\n${help.split('\nExit codes:')[0].replace(/\nGlobal Options:[\s\S]*?(?=\n\n)/, '').trim()}\n\`\`\``
  })
  return page('The commands', 'What `--help` says of each. [cli.md](../cli.md) explains what they have in common: exit codes, output, which instance.', ...sections)
}

function configuration() {
  const schema = json('config.schema.json')
  const named = (name) => schema.$defs?.[name] ?? {}
  return page('The configuration', 'What [a configuration](../config.md) may say. The schema for editors is `resources/config.schema.json`.', table(['key', 'type', ''], fieldRows(schema, new Set())), '## An inbox', table(['key', 'type', ''], fieldRows(named('ConfigInbox'))), '## A registration', table(['key', 'type', ''], fieldRows(named('ConfigRegistration'))), '## A policy', table(['key', 'type', ''], fieldRows(named('PolicyChange'))))
}

async function providers() {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--json', '--ephemeral', '--seed', '1', '--persons', '1', '--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const { control, token } = JSON.parse(await new Promise((resolve) => createInterface(child.stdout).once('line', resolve)))
    const get = async (path) => (await fetch(`${control}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).json()
    const { items } = await get('/providers')
    const sections = []
    for (const one of items) {
      const triggers = (await get(`/providers/${one.id}/triggers`)).items
      sections.push(
        `## ${one.title}\n\n\`${one.id}\`: ${one.description}`,
        '### What it does, and who says so',
        table(['rule', '', 'source', 'note'], one.rules.map(({ label, value, source, note }) => [label, value, source, note])),
        one.settings.length > 0 && `### Settings of a registration\n\n${table(['setting', 'type', 'source', ''], one.settings.map(({ key, label, type, unit, required, secret, source, help }) => [`\`${key}\`${required ? ' *' : ''}`, `${type}${unit ? `, ${unit}` : ''}${secret ? ', secret' : ''}`, source, help ?? label]))}`,
        one.actions.length > 0 && `### Buttons\n\n${table(['action', ''], one.actions.map(({ id, label, help, description }) => [`\`${id}\``, help ?? description ?? label]))}`,
        `### Triggers\n\n${table(['trigger', 'below', ''], triggers.map(({ name, parent, description }) => [`\`${name}\``, parent === null ? '' : `\`${parent}\``, description]))}`,
      )
    }
    return page('The providers', 'Each rule with who says so: **documented** by the provider, **assumed** by us where it is silent, or an **extension** of ours.', ...sections)
  } finally {
    child.kill('SIGKILL')
  }
}

mkdirSync(join(ROOT, 'docs', 'reference'), { recursive: true })
for (const [name, text] of [['api.md', api()], ['cli.md', commands()], ['config.md', configuration()], ['providers.md', await providers()]]) {
  const file = join(ROOT, 'docs', 'reference', name)
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
    console.error(`docs/reference/${name} is not what the program says: run "npm run reference" and commit it.`)
    process.exitCode = 1
  }
}
