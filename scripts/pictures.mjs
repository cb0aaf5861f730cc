// Takes the pictures of the README: runs the built Hookwright, walks its first five minutes, and photographs each screen.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { findChromium } from './setup/chromium.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OUT = `${ROOT}docs/pictures`
const SECRET = 'helloWorld'

const server = spawn(
  process.execPath,
  [`${ROOT}out/main/cli.js`, 'serve', '--json', '--ephemeral', '--seed', '1', '--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const [line] = await once(createInterface(server.stdout), 'line')
const { control, token, providers } = JSON.parse(line)

async function api(method, path, body) {
  const response = await fetch(`${control}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
const fire = (trigger, data) => api('POST', '/providers/members/events', { trigger, data })

/** Waits until the newest delivery has had an attempt. */
async function attempted() {
  for (;;) {
    const { items } = await api('GET', '/deliveries?limit=1')
    if (items[0]?.lastOutcome) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const inbox = await api('POST', '/inboxes', { name: 'demo', verify: { scheme: 'members', secret: SECRET } })
await fetch(`${providers.members}/application/1`, {
  method: 'PATCH',
  headers: { 'content-type': 'application/json', 'x-access-token': 'members-dev-key' },
  body: JSON.stringify({ webhook: { url: `${inbox.url}/members`, signingKey: SECRET } }),
})
await api('POST', '/registrations/reg_1/actions/run-test')
await attempted()
await fire('person.created')
await fire('person.updated', { firstName: 'Ada' })
await attempted()
await api('PATCH', '/inboxes/demo', { respond: [{ status: 503 }, { status: 200 }] })
await fire('person.updated', { personID: 54512, displayName: 'Celine Solli-Vik' })
await attempted()

const browser = await chromium.launch({ executablePath: await findChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
mkdirSync(OUT, { recursive: true })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' })
await page.goto(`${control}/#token=${token}`)
await page.getByText('acknowledged').first().waitFor()

/** Opens a page of ours and takes its picture once `ready` is there and the fonts are. */
async function picture(name, path, ready, prepare = async () => undefined) {
  await page.goto(`${control}${path}`)
  await prepare()
  await ready().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${OUT}/${name}.png` })
}

await picture('deliveries', '/deliveries/dlv_4', () => page.getByText('Celine Solli-Vik').last())
await picture('signature', '/deliveries/dlv_1', () => page.getByText('HMAC-SHA256 of the text').first(), () => page.getByRole('tab', { name: 'Signature' }).click())
await picture('registration', '/registrations/reg_1', () => page.getByRole('button', { name: 'Run Test' }).first())
await picture('trigger', '/trigger/members', () => page.getByText('The exact request').first())
await picture('inbox', '/inboxes/inb_1', () => page.getByText('The hash is right').first(), () => page.getByText('valid').first().click())

await browser.close()
server.kill('SIGINT')
await once(server, 'exit')
