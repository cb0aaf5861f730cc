// Derives src/testing/provider-types.ts from the provider folders, so that editors complete triggers and properties. `--check` compares instead of writing.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDERS = new URL('../src/providers/', import.meta.url)
const file = fileURLToPath(new URL('../src/testing/provider-types.ts', import.meta.url))

const folders = readdirSync(FOLDERS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort()
const providers = []
for (const folder of folders) {
  try {
    providers.push((await import(new URL(`${folder}/index.ts`, FOLDERS).href)).default)
  } catch (error) {
    // A folder without one is shared by the others.
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  }
}

const camel = (id) => id.replace(/-+(.)/g, (_, letter) => letter.toUpperCase())
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name.replace(/['\\]/g, '\\$&')}'`)
const CHOICE = /^[\w.-]+(?:\s*\|\s*[\w.-]+)+$/

/** The provider's own word for a type, as far as it tells one. */
function typeOf(word) {
  if (CHOICE.test(word.trim())) return `${word.split('|').map((one) => `'${one.trim()}'`).join(' | ')} | null`
  if (/List`1|\[\]$|^array\b/i.test(word)) return 'Json[] | null'
  if (/^(System\.)?(number|integer|int\d*|double|decimal)\b/i.test(word)) return 'number | bigint | null'
  if (/^bool(ean)?\b/i.test(word)) return 'boolean | null'
  if (/^(System\.)?(string|datetime)\b|time|^url$/i.test(word)) return 'string | null'
  return 'Json'
}
const FIELD = { string: 'string', url: 'string', datetime: 'string', enum: 'string', integer: 'number', number: 'number', boolean: 'boolean', strings: 'string[]' }
const fieldType = ({ type, options }) => (type === 'enum' && options ? options.map((one) => `'${one}'`).join(' | ') : FIELD[type])
const lines = (all) => all.map((line) => `      ${line}\n`).join('')

/** The same fields, of which some providers have dozens of triggers, are written once. */
const shapes = new Map()
function shapeOf(properties) {
  const text = properties.map(({ name, type }) => `  ${key(name)}?: ${typeOf(type)}\n`).join('')
  if (!shapes.has(text)) shapes.set(text, `Data${shapes.size + 1}`)
  return shapes.get(text)
}

const bodies = providers.map((provider) => {
  const settings = lines(provider.fields.filter(({ key: name }) => !name.includes('.')).map((field) => `${key(field.key)}?: ${fieldType(field)}`))
  const triggers = lines(provider.triggers.map(({ name, properties }) => `${key(name)}: ${shapeOf(properties)}`))
  const actions = provider.actions.map(({ id }) => `'${id}'`).join(' | ') || 'never'
  return `  /** ${provider.title} */\n  ${key(camel(provider.id))}: {\n    settings: {\n${settings}    }\n    triggers: {\n${triggers}    }\n    actions: ${actions}\n  }\n`
})
const named = [...shapes].map(([text, name]) => `interface ${name} {\n${text}}\n`).join('')
const ids = providers.map(({ id }) => `  ${key(camel(id))}: '${id}',\n`).join('')
const text = `// Made by scripts/build-provider-types.mjs from the provider folders: change those.
import type { JsonObject } from '#contract/common.ts'

type Json = JsonObject[string]

${named}
/** Of each provider that comes with Hookwright: what a registration is told, and what its triggers carry. */
export interface ProviderTypes {
${bodies.join('')}}

/** Their ids. */
export const PROVIDER_IDS = {
${ids}} as const satisfies Record<keyof ProviderTypes, string>
`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('src/testing/provider-types.ts is not what the provider folders give: run "npm run provider-types" and commit it.')
    process.exit(1)
  }
} else {
  writeFileSync(file, text)
}
