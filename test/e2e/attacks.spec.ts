/** Another site in the user's own browser, and content that would like to be a page. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from '@playwright/test'
import { startProgram } from './program.ts'
import { test, expect } from './fixture.ts'

const SCRIPT = '<img src=x onerror="window.owned=1"><script>window.owned=1</script><svg onload="window.owned=1">"\'--></style></title></textarea><script>window.owned=1</script>{{constructor.constructor("window.owned=1")()}}javascript:window.owned=1'

/** A page of another origin, open in the browser that has ours open too. */
async function anotherSite(): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title>')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() }
}

/** Every way by which a page reaches another origin; what each got. */
const reach = (page: Page, control: string, token: string): Promise<Record<string, string>> =>
  page.evaluate(
    async ({ control, token }) => {
      const tried = async (act: () => Promise<string>): Promise<string> => act().catch((error: unknown) => `refused: ${String(error)}`)
      const loads = (tag: 'img' | 'script' | 'link', url: string): Promise<string> =>
        new Promise((resolve) => {
          const element = document.createElement(tag) as HTMLImageElement
          element.onload = () => resolve('loaded')
          element.onerror = () => resolve('refused')
          if (tag === 'link') Object.assign(element, { rel: 'stylesheet', href: url })
          else element.src = url
          document.body.append(element)
        })
      const readable = async (init: RequestInit): Promise<string> => `read ${(await (await fetch(`${control}/api/v1/status`, init)).text()).slice(0, 40)}`
      return {
        fetch: await tried(() => readable({ headers: { authorization: `Bearer ${token}` } })),
        simple: await tried(() => readable({})),
        opaque: await tried(async () => ((await fetch(`${control}/api/v1/inboxes`, { method: 'POST', mode: 'no-cors', body: '{}', headers: { 'content-type': 'text/plain' } })).type === 'opaque' ? 'opaque' : 'read')),
        feed: await new Promise<string>((resolve) => {
          const source = new EventSource(`${control}/api/v1/live`)
          source.onopen = () => resolve('open')
          source.onerror = () => resolve('refused')
        }),
        socket: await new Promise<string>((resolve) => {
          const socket = new WebSocket(`${control.replace('http', 'ws')}/api/v1/live`)
          socket.onopen = () => resolve('open')
          socket.onerror = () => resolve('refused')
        }),
        script: await loads('script', `${control}/icon.svg`),
        image: await loads('img', `${control}/icon.svg`),
        style: await loads('link', `${control}/`),
        frame: await new Promise<string>((resolve) => {
          const frame = document.createElement('iframe')
          frame.onload = () => {
            try {
              resolve(frame.contentDocument?.title ?? 'out of reach')
            } catch {
              resolve('out of reach')
            }
          }
          frame.src = `${control}/`
          document.body.append(frame)
        }),
      }
    },
    { control, token },
  )

test('another site reaches nothing, though it knows where we are and even the token', async ({ program }) => {
  const site = await anotherSite()
  const browser = await chromium.launch({ executablePath: process.env['HOOKWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium', args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--host-resolver-rules=MAP rebind.example 127.0.0.1'] })
  try {
    const page = await browser.newPage()
    await page.goto(site.url)
    const { control, token } = program.ready
    const got = await reach(page, control, token)
    expect(Object.fromEntries(Object.entries(got).map(([way, said]) => [way, said.split(':')[0]]))).toEqual({
      fetch: 'refused',
      simple: 'refused',
      opaque: 'refused',
      feed: 'refused',
      socket: 'refused',
      script: 'refused',
      image: 'refused',
      style: 'refused',
      frame: 'out of reach',
    })
    expect((await program.client.call('listInboxes')).items, 'what could be sent without being asked did nothing').toEqual([])

    // A name of theirs that comes to mean this machine: then the browser takes us for them.
    await page.goto(`http://rebind.example:${new URL(control).port}/`)
    expect(await page.content()).not.toContain('<div id="root"')
    expect(await page.content()).toContain('forbidden_host')
    const rebound = await page.evaluate(async (token) => (await fetch('/api/v1/status', { headers: { authorization: `Bearer ${token}` } })).status, token)
    expect(rebound).toBe(403)
  } finally {
    await browser.close()
    site.close()
  }
})

test('the token leaves this machine in no address, referrer or cookie', async ({ page, program }) => {
  const asked: { url: string; referrer: string | undefined; cookie: string | undefined }[] = []
  page.on('request', (request) => asked.push({ url: request.url(), referrer: request.headers()['referer'], cookie: request.headers()['cookie'] }))
  await page.goto(program.link)
  await expect(page.getByText('connected', { exact: true })).toBeVisible()
  expect(asked.length).toBeGreaterThan(5)
  for (const { url, referrer, cookie } of asked) {
    expect(url.split('#')[0]).not.toContain(program.ready.token)
    expect(referrer ?? '').toBe('')
    expect(cookie).toBeUndefined()
    expect(new URL(url).origin, 'nothing is asked of anybody else').toBe(program.ready.control)
  }
  expect(page.url()).not.toContain(program.ready.token)
  await page.goto('about:blank')
  await page.goBack()
  expect(page.url()).not.toContain(program.ready.token)
})

test('content that would like to be a page is text, wherever it is shown', async ({ page }) => {
  const program = await startProgram()
  const { client } = program
  const receiver = createServer((_, response) => void response.writeHead(500, { 'content-type': 'text/html', 'x-evil': SCRIPT.replaceAll('\n', '') }).end(SCRIPT)).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  try {
    const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'github', secret: 'k' }, respond: [{ status: 200, body: SCRIPT, headers: [['content-type', 'text/html']] }] } })
    await fetch(`${inbox.url}/${encodeURIComponent(SCRIPT)}?${encodeURIComponent(SCRIPT)}`, { method: 'POST', headers: { 'content-type': 'text/html', 'x-evil': SCRIPT, 'x-hub-signature-256': SCRIPT }, body: SCRIPT })
    await fetch(`${inbox.url}/json`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ [SCRIPT]: SCRIPT }) })
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/${encodeURIComponent(SCRIPT)}`
    await client.call('createRegistration', { body: { provider: 'standard-webhooks', url } })
    const [trigger] = (await client.call('listTriggers', { params: { provider: 'standard-webhooks' } })).items
    await client.call('fireEvent', { params: { provider: 'standard-webhooks' }, body: { trigger: trigger?.name ?? '', data: { name: SCRIPT, [SCRIPT]: SCRIPT } } })
    await client.call('advanceClock', { body: { ms: 60_000 } })
    await client.call('putProviderFile', { params: { name: 'evil.yaml' }, body: { text: `id: evil\ntitle: ${JSON.stringify('<img src=x onerror="window.owned=1">')}\ndescription: ${JSON.stringify(SCRIPT)}\ntriggers: [{ name: ping, description: ${JSON.stringify(SCRIPT)}, source: extension, samples: [{ n: ${JSON.stringify(SCRIPT)} }] }]\n` } })
    await client.call('createReplay', { body: { filter: {} } })
    await client.call('advanceClock', { body: { ms: 1_000 } })
    await page.goto(program.link)
    await expect(page.getByText('connected', { exact: true })).toBeVisible()
    const places = [
      '/deliveries', '/deliveries/dlv_1', '/deliveries/dlv_2', '/registrations', '/registrations/reg_1', '/inboxes/orders', '/inboxes/cap_1', '/inboxes/cap_2', '/trigger', '/trigger/evil', '/replays/rpl_1', '/providers/evil.yaml',
      '/diff?a=cap_1&b=cap_2', '/diff?a=dlv_1/1/response&b=dlv_1/2/request', '/scenarios', `/deliveries?q=${encodeURIComponent(SCRIPT)}`, `/${encodeURIComponent(SCRIPT)}`,
    ]
    for (const place of places) {
      await page.goto(`${program.ready.control}${place}`)
      await expect(page.getByText('connected', { exact: true })).toBeVisible()
      // Each tab of what is open shows the same content in another way.
      for (const tab of await page.getByRole('tab').all()) await tab.click()
      await expect(page.locator('main')).not.toBeEmpty()
      expect(await page.evaluate(() => [(window as { owned?: number }).owned, document.querySelectorAll('main img[src="x"], main script, main svg[onload], main a[href^="javascript:"]').length]), place).toEqual([undefined, 0])
    }
  } finally {
    await program.stop()
    receiver.close().closeAllConnections()
  }
})
