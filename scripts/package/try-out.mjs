/** The package as a user has it: installed into an empty project, with nothing of this checkout in reach. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { ROOT } from '../setup/quietly.mjs'
import { NPM } from './pack.mjs'

const run = promisify(execFile)
/** The first Node that it runs on. */
const OLDEST = 22
/** Nothing of them is needed to run without a window. */
const DEVELOPMENT = /^(electron|react|react-dom|@mantine|@codemirror|vite|typescript|@playwright|vitest)$/

/**
 * Answers what is wrong, each as a sentence. @param node a Node that is new enough; the one that runs this may be too old, which the command must say.
 */
export async function tryOut(tarball, directory, node) {
  const project = join(directory, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'a-project', private: true, type: 'module' }))
  await run(NPM, ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', tarball], { cwd: project, shell: process.platform === 'win32' })
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, HOOKWRIGHT_DATA: join(directory, 'data') }
  for (const name of Object.keys(env)) if (name.startsWith('HOOKWRIGHT_') && name !== 'HOOKWRIGHT_DATA') delete env[name]
  const faults = []
  const expect = (holds, sentence) => void (holds || faults.push(sentence))

  const there = readdirSync(join(project, 'node_modules'))
  expect(!there.some((name) => DEVELOPMENT.test(name)), `it brings development parts along: ${there.filter((name) => DEVELOPMENT.test(name)).join(', ')}`)
  const installed = join(project, 'node_modules', 'hookwright')
  const bill = JSON.parse(readFileSync(join(installed, 'out', 'sbom.cdx.json'), 'utf8'))
  expect(bill.bomFormat === 'CycloneDX' && bill.components.some(({ name }) => name === 'express') && bill.components.some(({ name }) => name === 'react'), 'its bill of materials lacks what it is made of')
  const terms = readFileSync(join(installed, 'out', 'renderer', 'licences.txt'), 'utf8')
  expect(readFileSync(join(installed, 'out', 'main', 'licences.txt'), 'utf8').includes('express'), 'it lacks the terms of what is bundled into it')
  expect(terms.includes('@mantine/core') && terms.includes('SIL OPEN FONT LICENSE'), 'it lacks the terms of what is bundled into its page')

  for (const link of deadLinks(installed)) expect(false, link)
  await serve(project, env, expect)
  await test(project, env, node, expect)
  await types(project, node, expect)
  await old(project, expect)
  return faults
}

/** Links of its pages to what it has not brought along; pictures are looked at where it is published. */
function deadLinks(installed) {
  const pages = readdirSync(installed, { recursive: true }).filter((file) => file.endsWith('.md'))
  return pages.flatMap((page) =>
    [...readFileSync(join(installed, page), 'utf8').matchAll(/(?<!!\[[^\]]*)\]\((?!https?:|#)([^)\s#]+)/g)].filter(([, link]) => !existsSync(join(installed, dirname(page), link))).map(([, link]) => `${page} leads to ${link}, which is not in the package`),
  )
}

/** `npx hookwright serve`, one event to an inbox of its own, its page, and its end. */
async function serve(project, env, expect) {
  const child = spawn('npx', ['hookwright', 'serve', '--json', '--ephemeral', '--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0'], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', detached: true })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const line = await Promise.race([new Promise((resolve) => createInterface(child.stdout).once('line', resolve)), ended.then(() => undefined)])
  if (line === undefined) return expect(false, `npx hookwright serve ended at once: ${said}`)
  const { control, token, pid } = JSON.parse(line)
  const api = async (method, path, body) => (await fetch(`${control}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })).json()
  const inbox = await api('POST', '/inboxes', { name: 'orders', verify: { scheme: 'members', secret: 'k' } })
  await api('POST', '/registrations', { provider: 'members', url: inbox.url, settings: { secret: 'k' } })
  const { deliveries } = await api('POST', '/providers/members/events', { trigger: 'person.updated' })
  const { delivery } = await api('POST', `/deliveries/${deliveries[0].id}/settle`, { withinMs: 30_000 })
  expect(delivery?.status === 'acknowledged', `an event was not acknowledged: ${JSON.stringify(delivery)?.slice(0, 300)}`)
  const { items } = await api('GET', '/inboxes/orders/captures')
  expect(items[0]?.verdict?.ok === true, 'its inbox did not verify what it sent')
  const page = await (await fetch(`${control}/`)).text()
  const script = /<script[^>]+src="([^"]+)"/.exec(page)?.[1]
  expect(script !== undefined && (await fetch(control + script)).status === 200, 'its page is not there')
  process.kill(pid, 'SIGTERM')
  await ended
  const ours = said.split('\n').filter((line) => line !== '' && !line.startsWith('npm '))
  expect(ours.length === 0, `it said ${ours.join(' ')}`)
}

/** `hookwright/testing` in a test of the project's own. */
async function test(project, env, node, expect) {
  writeFileSync(
    join(project, 'a.test.mjs'),
    `import { startHookwright } from 'hookwright/testing'
const hw = await startHookwright()
const inbox = await hw.inbox('orders', { verify: { scheme: 'members', secret: 'k' } })
await hw.members.register({ url: inbox.url, signingKey: 'k' })
await (await hw.members.trigger('person.updated')).settled()
const [capture] = await inbox.expect({ count: 1 })
await hw.close()
console.log(capture.verdict.ok)
`,
  )
  const { stdout, stderr } = await run(node, ['a.test.mjs'], { cwd: project, env }).catch((error) => error)
  expect(stdout === 'true\n', `hookwright/testing in a project: ${stdout}${stderr}`)
}

/** Its declarations, as the compiler of a project takes them: what is right passes, and what is wrong is refused. */
async function types(project, node, expect) {
  writeFileSync(
    join(project, 'typed.mts'),
    `import { startHookwright, type TestConfig } from 'hookwright/testing'
const config: TestConfig = { clock: 'virtual', inboxes: { orders: { respond: '503 | 200', verify: { scheme: 'members', secret: 'k' } } } }
const hw = await startHookwright({ config, patience: '100ms' })
const delivery = await hw.dezrez.trigger('PersonCreatedSubscriptionNotification', { PersonId: 1 })
export const status: string = (await delivery.settled()).status
const [capture] = await (await hw.configured.inbox('orders')).expect({ where: { body: { a: 1 } } })
export const verified: boolean | undefined = capture?.verdict?.ok
// @ts-expect-error
await hw.members.trigger('person.renamed')
// @ts-expect-error
await startHookwright({ config: { clock: 'lunar' } })
// @ts-expect-error
await hw.client.call('advanceClock', { body: { ms: 'an hour' } })
// @ts-expect-error
export const wrong: number = (await delivery.settled()).status
`,
  )
  const compiler = join(ROOT, 'node_modules', 'typescript-native', 'bin', 'tsc')
  const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,esnext.disposable,dom', '--types', 'node', '--typeRoots', join(ROOT, 'node_modules', '@types')]
  const { stdout = '' } = await run(node, [compiler, ...options, 'typed.mts'], { cwd: project }).catch((error) => error)
  const told = stdout.split('\n').filter((line) => /^(typed\.mts|node_modules\/hookwright)/.test(line))
  expect(told.length === 0, `its types: ${told.join(' ')}`)
}

/** With a Node that is too old, where there is one on this machine, it says so and does not crash. */
async function old(project, expect) {
  const nodes = (process.env.PATH ?? '').split(delimiter).map((place) => join(place, process.platform === 'win32' ? 'node.exe' : 'node')).filter((file) => existsSync(file))
  const versions = await Promise.all(nodes.map((file) => run(file, ['--version']).then(({ stdout }) => Number(/^v(\d+)/.exec(stdout)?.[1]), () => Infinity)))
  const tooOld = nodes[versions.findIndex((version) => version < OLDEST)]
  if (tooOld === undefined) return
  const { code, stderr } = await run(tooOld, [join(project, 'node_modules', 'hookwright', 'bin', 'hookwright.mjs'), '--version'], { cwd: project }).catch((error) => error)
  expect(code === 2 && /^hookwright: it needs Node \d+[^\n]*\n$/.test(stderr ?? ''), `with an old Node it says ${stderr ?? 'nothing'}`)
}
