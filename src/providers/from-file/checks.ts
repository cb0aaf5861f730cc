/** What has to hold between the parts of a provider file, each of which is right by itself. */
import { closest } from '#contract/closest.ts'
import type { ProviderFile } from '#contract/provider-file.ts'
import { stringsIn } from '#contract/provider-file-template.ts'
import { parseTemplate, placeholdersOf } from '#contract/template.ts'

type Path = (string | number)[]
interface Issue {
  readonly path: Path
  readonly message: string
}

export function checkFile(file: ProviderFile): Issue[] {
  return [...checkSettings(file), ...checkTriggers(file), ...checkPolicy(file), ...once(file.rules.map(({ id }) => id), (at) => ['rules', at, 'id'])]
}

/** A name that is there twice: the second is the fault. */
function once(names: readonly string[], path: (at: number) => Path): Issue[] {
  return names.flatMap((name, at) => (names.indexOf(name) < at ? [{ path: path(at), message: `there is ${JSON.stringify(name)} already` }] : []))
}

function checkSettings(file: ProviderFile): Issue[] {
  const keys = file.settings.map(({ key }) => key)
  const named = (key: string, path: Path): Issue[] =>
    keys.includes(key) ? [] : [{ path, message: `there is no setting ${JSON.stringify(key)}: ${keys.length === 0 ? 'the file has none' : `there are ${keys.join(', ')}`}` }]
  const inTemplate = (text: string, path: Path): Issue[] =>
    placeholdersOf(parseTemplate(text)).flatMap((name) => (name.startsWith('setting.') ? named(name.slice('setting.'.length), path) : []))
  const body = typeof file.body === 'object' ? file.body : {}
  return [
    ...once(keys, (at) => ['settings', at, 'key']),
    ...keys.flatMap((key, at) => (key === SUBSCRIPTION_KEY[file.subscribe] ? [{ path: ['settings', at, 'key'], message: `${JSON.stringify(key)} is the setting that \`subscribe: ${file.subscribe}\` makes` }] : [])),
    ...file.settings.flatMap(({ type, options }, at) => (type === 'enum' && !options?.length ? [{ path: ['settings', at, 'type'], message: 'an enum needs options' }] : [])),
    ...Object.entries(file.headers).flatMap(([name, text]) => inTemplate(text, ['headers', name])),
    ...[...stringsIn(body, ['body'])].flatMap(({ text, path }) => inTemplate(text, path)),
    ...file.signing.flatMap((signing, at) => [...inTemplate(signing.content, ['signing', at, 'content']), ...checkKey(file, at, named)]),
  ]
}

function checkKey(file: ProviderFile, at: number, named: (key: string, path: Path) => Issue[]): Issue[] {
  const key = file.signing[at]?.key.setting ?? ''
  const path = ['signing', at, 'key', 'setting']
  const setting = file.settings.find((one) => one.key === key)
  if (!setting) return named(key, path)
  return setting.type === 'string' && setting.secret && setting.required ? [] : [{ path, message: `the setting ${JSON.stringify(key)} must be a string with \`secret: true\` and \`required: true\`: it signs` }]
}

/** The setting by which a registration says what it is for. */
export const SUBSCRIPTION_KEY = { all: null, one: 'trigger', some: 'triggers' } as const

function checkTriggers({ triggers }: ProviderFile): Issue[] {
  const names = triggers.map(({ name }) => name)
  const above = new Map(triggers.map(({ name, parent }) => [name, parent]))
  return [
    ...once(names, (at) => ['triggers', at, 'name']),
    ...triggers.flatMap(({ name, parent, data, samples }, at): Issue[] => {
      const issues: Issue[] = data === undefined && samples.length === 0 ? [{ path: ['triggers', at], message: `${JSON.stringify(name)} needs \`data\` (a JSON Schema) or \`samples\`` }] : []
      if (parent === undefined) return issues
      if (!names.includes(parent)) return [...issues, { path: ['triggers', at, 'parent'], message: `there is no trigger ${JSON.stringify(parent)}; closest is ${closest(parent, names, 1).join()}` }]
      return isCircle(name, above) ? [...issues, { path: ['triggers', at, 'parent'], message: `${JSON.stringify(name)} would be above itself` }] : issues
    }),
  ]
}

function isCircle(name: string, above: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = above.get(name); at !== undefined && !seen.has(at); at = above.get(at)) {
    if (at === name) return true
    seen.add(at)
  }
  return false
}

function checkPolicy({ policy: { retry, window } }: ProviderFile): Issue[] {
  const issues: Issue[] = []
  if (retry?.value.kind === 'exponential' && retry.value.firstMs > retry.value.maxMs) issues.push({ path: ['policy', 'retry', 'value', 'exponential', 'first'], message: 'the first wait is longer than the longest' })
  if (window?.value.kind === 'adaptive' && !(window.value.min <= window.value.initial && window.value.initial <= window.value.max)) {
    issues.push({ path: ['policy', 'window', 'value', 'initial'], message: 'an adaptive window starts between its ends' })
  }
  return issues
}
