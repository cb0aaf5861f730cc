import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rawClient } from '../helpers/raw-http.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { SENTENCE, serving, type Serving } from './hookwright.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/captures/${name}`, import.meta.url))

/** Every capture of an inbox, oldest first, without what no file can bring back: ids and numbers of ports. */
async function captured({ client }: Serving, inbox: string) {
  const { items } = await client.call('listCaptures', { params: { id: inbox } })
  const all = await Promise.all(items.reverse().map(({ id }) => client.call('getCapture', { params: { id } })))
  return all.map(({ method, target, httpVersion, headers, body, receivedAt }) => ({ method, target, httpVersion, headers, body, receivedAt }))
}

/** Requests with all that is hard to write down. */
async function filled(hw: Serving): Promise<void> {
  await hw.hw('inbox', 'add', 'demo')
  const client = await rawClient(Number(new URL(hw.ready.inbox).port))
  const host = new URL(hw.ready.inbox).host
  const big = 'x'.repeat(200_000)
  const requests = [
    `POST /demo/a//b/%2e%2e?x=1&x=[2] HTTP/1.1\r\nHost: ${host}\r\nX-Twice: 1\r\nx-twice: it's "$HOME" \`id\` \\ !\r\nX-Bytes: \xff\x80\tz\r\nX-Empty:\r\nContent-Length: 4\r\n\r\n\0\xff\r\n`,
    `POST /demo HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: me/1\r\nAccept: a/b\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"a":"it's @"}\n`,
    `GET /demo/z/../demo/./x HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `DELETE /demo/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `PUT /demo HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\n\r\n@file`,
    `PUT /demo HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`,
    `HEAD /demo HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `POST /demo HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${big.length}\r\n\r\n${big}`,
  ]
  for (const request of requests) {
    client.send(request)
    expect((await client.answer({ head: request.startsWith('HEAD') })).status).toBe(200)
  }
  await client.close()
}

test.skipIf(!existsSync('/usr/bin/curl'))('curl, given what was exported, sends the same bytes again', async () => {
  const hw = await serving()
  await filled(hw)
  const before = await captured(hw, 'demo')
  const file = `${tempDir()}/again.sh`
  expect((await hw.hw('capture', 'export', '--inbox', 'demo', '--format', 'curl', '-o', file)).stderr).toMatch(/^Wrote .*again\.sh, \d+ bytes\.\n$/)
  // Nothing in it that a terminal would act on.
  expect(readFileSync(file, 'latin1')).not.toMatch(/[^\n\x20-\x7e]/)
  execFileSync('sh', [file], { stdio: 'ignore', env: { ...process.env, http_proxy: '', HOME: tempDir() } })
  const all = await captured(hw, 'demo')
  const again = all.slice(before.length)
  // curl puts the length last.
  const told = ({ method, target, httpVersion, headers, body }: (typeof all)[number]) => ({ method, target, httpVersion, body, headers: [...headers.filter(([name]) => name !== 'Content-Length'), ...headers.filter(([name]) => name === 'Content-Length')] })
  expect(again.map(told)).toEqual(before.map(told))
})

test('what was exported comes back as it was, counted first, into an inbox of its own', async () => {
  const hw = await serving()
  await filled(hw)
  const dir = tempDir()
  for (const format of ['bundle', 'jsonl', 'har']) {
    const file = `${dir}/My ${format}`
    expect((await hw.hw('capture', 'export', '--inbox', 'demo', '--format', format, '-o', file)).code).toBe(0)
    expect((await hw.hw('capture', 'import', file, '--dry-run')).stdout).toMatch(new RegExp(`: .*\\. Would import 8 requests into the new inbox my-${format}\\.\n$`))
    expect(await hw.json('capture', 'import', file)).toMatchObject({ count: 8, faultCount: 0, inbox: { name: `my-${format}`, isNew: true } })
    expect(await captured(hw, `my-${format}`)).toEqual(await captured(hw, 'demo'))
  }
  expect((await hw.hw('inbox', 'capture', 'cap_9')).stdout).toMatch(/\nImported +.*bundle My bundle\n/)
  const one = await hw.hw('capture', 'export', '--id', 'cap_2', '--format', 'http', '-o', '-')
  expect(one.stdout).toMatch(/^### cap_2, .*\nPOST http:\/\/127\.0\.0\.1:\d+\/demo HTTP\/1\.1\n/)
})

test('the requests of deliveries are exported too, and secrets only when asked for', async () => {
  const hw = await serving()
  const { url } = (await hw.json('inbox', 'add', 'demo', '--verify', 'members', '--secret', 'top-secret')) as { url: string }
  await hw.registered(url)
  await hw.hw('registrations', 'run', 'reg_1', 'run-test', '--wait', '--timeout', '2s')
  const lines = (await hw.hw('capture', 'export', '--deliveries', '--format', 'jsonl', '-o', '-')).stdout.trim().split('\n').map((line) => JSON.parse(line) as { kind: string; request: { url: string } })
  expect(lines[0]).toMatchObject({ kind: 'request', request: { url, method: 'POST' } })
  const kept = (...more: string[]) => hw.hw('capture', 'export', '--inbox', 'demo', '-o', '-', ...more)
  expect((await kept()).stdout).not.toContain('top-secret')
  expect((await kept('--secrets')).stdout).toContain('top-secret')
})

test('faults are told with their place, and end with 1; what cannot be read, with 2', async () => {
  const { hw } = await serving()
  const some = await hw('capture', 'import', fixture('chrome-curl.sh'), '--inbox', 'pasted')
  expect(some).toMatchObject({ code: 1, stdout: expect.stringMatching(/curl commands\. Imported 3 requests into the new inbox pasted\.\n$/), stderr: expect.stringMatching(/: line 9: .*payload\.bin/) })
  const dir = tempDir()
  writeFileSync(`${dir}/evil.txt`, '\x1b[2Jhello \u202e')
  const evil = await hw('capture', 'import', `${dir}/evil.txt`)
  expect(evil.stderr).toMatch(SENTENCE)
  expect(evil.stderr).not.toMatch(/[\x1b\u202e]/)
  expect((await hw('capture', 'import', `${dir}/none`)).code).toBe(2)
  expect((await hw('capture', 'export', '--id', 'cap_99', '-o', `${dir}/out`)).code).toBe(2)
  expect(existsSync(`${dir}/out`) || existsSync(`${dir}/out.part`)).toBe(false)
})
