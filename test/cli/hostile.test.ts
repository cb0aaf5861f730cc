import { createServer } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { run, serving } from './hookwright.ts'

/** Moves the cursor, sets the title, opens a link, rings, turns the line around, hides in the C1 range and in UTF-8. */
const EVIL = '\x1b[2J\x1b[1;31mred\x1b]0;title\x07\x1b]8;;http://evil.example\x07link\x9b2K\u202egpj.exe\u200b\r\x08\x00'
/** All that a terminal acts on or does not show; line feeds and the tabs of compact output are ours. */
const ACTIVE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

test('whatever came from outside, no command lets it act on a terminal', async () => {
  const receiver = createServer((_, response) => {
    response.writeHead(500, { 'X-Evil': Buffer.from('\x9b31m\xff').toString('latin1') }).end(EVIL)
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  onTestFinished(() => void receiver.close().closeAllConnections())
  const { client, hw } = await serving('--clock', 'virtual')
  const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'custom', secret: 'k', custom: { header: 'X-Sig' } } } })
  await fetch(`${inbox.url}/a?${encodeURIComponent(EVIL)}`, { method: 'POST', body: EVIL, headers: { 'X-Evil': '\x9b2K\u00ff', 'X-Sig': 'sha256=\x9b' } })
  await client.call('createRegistration', { body: { provider: 'standard-webhooks', url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/${encodeURIComponent(EVIL)}` } })
  const [trigger] = (await client.call('listTriggers', { params: { provider: 'standard-webhooks' } })).items
  await client.call('fireEvent', { params: { provider: 'standard-webhooks' }, body: { trigger: trigger?.name ?? '', data: { name: EVIL, [EVIL]: EVIL } } })
  await client.call('advanceClock', { body: { ms: 60_000 } })
  await client.call('replayCapture', { params: { id: 'cap_1' }, body: { target: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/` } })
  await client.call('createReplay', { body: { filter: {} } })
  await client.call('advanceClock', { body: { ms: 1_000 } })
  const har = join(tempDir(), 'evil.har')
  writeFileSync(har, JSON.stringify({ log: { version: '1.2', creator: { name: EVIL, version: EVIL }, entries: [{ startedDateTime: EVIL, request: { method: EVIL, url: `http://h/${EVIL}`, headers: [{ name: EVIL, value: EVIL }] } }] } }))
  const yaml = join(tempDir(), 'evil.yaml')
  writeFileSync(yaml, `name: ${JSON.stringify(EVIL)}\n${JSON.stringify(EVIL)}: 1\nsteps: [{ fire: ${JSON.stringify(EVIL)}, ${JSON.stringify(EVIL)}: 2 }]\n`)

  const commands = [
    ['deliveries'], ['deliveries', '--compact'], ['deliveries', '--json'], ['deliveries', 'dlv_1'], ['deliveries', 'dlv_1', '--attempt', '1'], ['deliveries', 'dlv_1', '--json'], ['deliveries', '--search', EVIL],
    ['inbox'], ['inbox', 'captures', 'orders'], ['inbox', 'captures', 'orders', '--json'], ['inbox', 'capture', 'cap_1', '--why', '--reveal'], ['inbox', 'capture', 'cap_1', '--json'], ['inbox', 'show', EVIL],
    ['registrations'], ['registrations', 'show', 'reg_1'], ['diff', 'dlv_1/1/request', 'dlv_1/2/response'], ['diff', 'cap_1', 'dlv_1'], ['replay', 'rpl_1'], ['replay', EVIL], ['trigger', EVIL, EVIL],
    ['provider', 'check', yaml], ['provider', 'import', yaml], ['capture', 'import', har], ['verify', har, '--scheme', 'github', '--secret', 'k', '--steps'], ['run', yaml], ['run', EVIL], ['config', 'check', yaml],
    ['capture', 'export', '--inbox', 'orders', '--format', 'curl', '-o', '-'], ['doctor', `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`], [EVIL],
  ].map((args) => args.map((arg) => arg.replaceAll('\0', '')))
  for (const args of commands) {
    const { code, stdout, stderr } = await hw(...args)
    expect(code, `${JSON.stringify(args)}: ${stderr}`).toBeLessThan(5)
    // What is exported is a file, byte for byte: it is made visible only where it is shown.
    if (args[0] !== 'capture' || args[1] !== 'export') expect(ACTIVE.exec(stdout)?.[0], `stdout of ${JSON.stringify(args)}: ${JSON.stringify(stdout)}`).toBeUndefined()
    expect(ACTIVE.exec(stderr)?.[0], `stderr of ${JSON.stringify(args)}: ${JSON.stringify(stderr)}`).toBeUndefined()
  }
  expect((await run(['--help'])).code).toBe(0)
})
