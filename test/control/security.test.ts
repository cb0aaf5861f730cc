import { request } from 'node:http'
import { beforeEach, describe, expect, it } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'

let hw: RunningHookwright
beforeEach(async () => {
  hw = await startForTest()
})

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

/** A request as a hostile page or program could make it: any header, `fetch` would not let all of them through. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Answer> {
  const { hostname, port } = new URL(hw.ready.control)
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers, setHost: headers['host'] === undefined }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    call.on('error', reject).end(body)
  })
}
const bearer = (): Record<string, string> => ({ authorization: `Bearer ${hw.ready.token}` })
const code = (answer: Answer): unknown => (JSON.parse(answer.body) as { error: { code: unknown } }).error.code

describe('the token', () => {
  it('is needed for every route of the API', async () => {
    for (const path of ['/api/v1/status', '/api/v1/live', '/api/v1/openapi.json', '/api/v1/captures/cap_1/body', '/api/v1/nowhere']) {
      const answer = await ask(path)
      expect([path, answer.status, code(answer)]).toEqual([path, 401, 'unauthorized'])
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
    }
  })

  it.each(['Bearer wrong', 'Bearer ', 'Basic eDp5', 'bearer'])('is refused as %j', async (authorization) => {
    expect((await ask('/api/v1/status', { authorization })).status).toBe(401)
  })

  it('counts in the header alone: not in the query', async () => {
    expect((await ask(`/api/v1/status?token=${hw.ready.token}`)).status).toBe(401)
  })

  it('opens the API', async () => {
    expect((await ask('/api/v1/status', bearer())).status).toBe(200)
  })

  it('stays the same over a restart of the same data directory', async () => {
    await hw.close()
    const again = await startForTest({ dataDir: hw.ready.dataDir })
    expect(again.ready.token).toBe(hw.ready.token)
  })
})

describe('other sites in the browser', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])('cannot use a name that resolves here: Host %s', async (host) => {
    const answer = await ask('/api/v1/status', { ...bearer(), host })
    expect([answer.status, code(answer)]).toEqual([403, 'forbidden_host'])
    expect((await ask('/', { host })).status, 'the page neither').toBe(403)
  })

  it('may be called by the loopback names of this port', async () => {
    const { port } = new URL(hw.ready.control)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect([host, (await ask('/api/v1/status', { ...bearer(), host })).status]).toEqual([host, 200])
    }
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://'])('cannot call with Origin %s', async (origin) => {
    const answer = await ask('/api/v1/status', { ...bearer(), origin })
    expect([answer.status, code(answer)]).toEqual([403, 'forbidden_origin'])
  })

  it('cannot call without an Origin either, where the browser says whose request it is', async () => {
    expect((await ask('/api/v1/status', { ...bearer(), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await ask('/', link)).status, 'a followed link opens the page').toBe(200)
    expect((await ask('/', { ...link, 'sec-fetch-dest': 'iframe' })).status, 'a frame does not').toBe(403)
  })

  it('get no CORS', async () => {
    const { headers } = await ask('/api/v1/status', { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, 'OPTIONS')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the page', () => {
  it('comes with a policy that lets nothing in from outside, on every answer', async () => {
    for (const path of ['/', '/deliveries/dlv_1', '/assets/page-1a2b.js', '/api/v1/status', '/assets/none.js']) {
      const { headers } = await ask(path)
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/)
      expect([headers['x-content-type-options'], headers['referrer-policy'], headers['x-powered-by']]).toEqual(['nosniff', 'no-referrer', undefined])
    }
  })

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json', '/..%5cpackage.json', '/%00'])(
    'gives no file outside its folder: %s',
    async (path) => {
      const answer = await ask(path)
      expect(answer.body).not.toContain('"devDependencies"')
      expect([200, 400, 403, 404]).toContain(answer.status)
      if (answer.status === 200) expect(answer.body).toContain('<title>Hookwright</title>')
    },
  )

  it('is not found where a built file is missing: no page in its place', async () => {
    expect((await ask('/assets/none.js')).status).toBe(404)
  })
})
