import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Finding } from '#contract/examination.ts'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { tempDir } from '../helpers/temp-dir.ts'
import { run, SENTENCE } from './hookwright.ts'

const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

async function receiver(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => answer(request, Buffer.concat(chunks).toString(), response))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close().closeAllConnections())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

const Report = z.object({ url: z.string(), provider: z.string(), findings: z.array(Finding) })
async function found(...args: string[]): Promise<{ code: number; stderr: string; verdicts: Record<string, string>; said: (id: string) => string }> {
  const { code, stdout, stderr } = await run(['doctor', ...args, '--json'])
  const { findings } = Report.parse(JSON.parse(stdout))
  return { code, stderr, verdicts: Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict])), said: (id) => findings.filter((one) => one.id === id).map(({ message, advice }) => `${message} ${advice ?? ''}`).join() }
}
const standard = (url: string) => [url, '--provider', 'standard-webhooks', '--secret', KEY]

test('a receiver that does all right is told so', async () => {
  const url = await receiver((request, body, response) => {
    try {
      new Webhook(KEY).verify(body, request.headers as Record<string, string>)
      response.writeHead(204).end()
    } catch {
      response.writeHead(401).end()
    }
  })
  const { code, verdicts, said } = await found(...standard(url))
  expect(verdicts).toEqual({ address: 'warn', reached: 'ok', acknowledges: 'ok', 'in-time': 'ok', signature: 'ok', twice: 'ok', unknown: 'ok', 'at-once': 'ok' })
  expect(said('signature')).toContain('401')
  expect(code).toBe(0)

  const text = await run(['doctor', ...standard(url)])
  expect(text.stdout).toMatch(/^! The provider would take the address\n {4}[^\n]+\((documented|assumed)\)/)
  expect(text.stdout).toContain('✓ It takes 20 at once\n')
  expect(text.code).toBe(0)
})

test.each<[string, string[], string, (times: number, body: string, response: ServerResponse) => void]>([
  ['verifies nothing', ['signature'], 'takes what anybody sends', (_, _body, response) => response.writeHead(200).end()],
  ['takes nothing twice', ['twice'], 'had before', (times, _body, response) => response.writeHead(times === 3 ? 409 : times === 2 ? 401 : 200).end()],
  ['knows all fields', [], '', (times, body, response) => response.writeHead(body.includes('aFieldOfTomorrow') ? 422 : times === 2 ? 401 : 200).end()],
  ['breaks down under twenty', ['at-once'], 'of 20 were not acknowledged', (times, _body, response) => response.writeHead(times === 2 ? 401 : times > 10 ? 503 : 200).end()],
])('one that %s is found out', async (_, wrong, words, answer) => {
  let times = 0
  const url = await receiver((_request, body, response) => answer(++times, body, response))
  const { code, verdicts, said, stderr } = await found(...standard(url))
  expect(Object.keys(verdicts).filter((id) => verdicts[id] === 'bad')).toEqual(wrong)
  if (wrong[0]) expect(said(wrong[0])).toContain(words)
  else expect(verdicts['unknown']).toBe('warn')
  expect(code).toBe(wrong.length > 0 ? 1 : 0)
  if (code === 1) expect(stderr).toMatch(SENTENCE)
})

test('one that answers with a wrong status is told which count, and who says so', async () => {
  const url = await receiver((_, _body, response) => response.writeHead(404).end())
  const { code, verdicts, said } = await found(url, '--provider', 'members', '--secret', 'k')
  expect(verdicts).toMatchObject({ reached: 'ok', acknowledges: 'bad', signature: 'skipped', 'at-once': 'skipped' })
  expect(said('acknowledges')).toMatch(/It answers 404: Members takes that for a failure.*\(documented\)/s)
  expect(code).toBe(1)
})

test('one that verifies with another secret is asked for it', async () => {
  const url = await receiver((_, body, response) => {
    const signature = createHmac('sha256', 'of the receiver').update(body).digest()
    response.writeHead(timingSafeEqual(signature, Buffer.alloc(32)) ? 200 : 401).end()
  })
  expect((await found(url, '--provider', 'members')).said('acknowledges')).toContain('--secret')
})

test('nobody there: said with what to look at, and nothing else is tried', async () => {
  const { code, verdicts, said } = await found('http://127.0.0.1:9/hook', '--provider', 'dezrez')
  expect(verdicts).toEqual({ address: 'warn', reached: 'bad' })
  expect(said('reached')).toContain('refused')
  expect(code).toBe(1)
})

test('a provider of one\'s own, from its file; and what cannot be examined is bad usage', async () => {
  const file = join(tempDir(), 'acme.yaml')
  writeFileSync(file, `id: acme
title: Acme
description: Of a test.
settings: [{ key: secret, label: Secret, type: string, secret: true, required: true, source: extension }]
signing: [{ algorithm: hmac-sha256, key: { setting: secret }, header: X-Acme, source: extension, note: "Of a test." }]
triggers: [{ name: ping, description: Something happened., source: extension, samples: [{ n: 1 }] }]
`)
  const url = await receiver((request, body, response) => response.writeHead(request.headers['x-acme'] === createHmac('sha256', 'k').update(body).digest('hex') ? 200 : 403).end())
  const { code, verdicts } = await found(url, '--provider-file', file, '--secret', 'k')
  expect(verdicts).toMatchObject({ acknowledges: 'ok', signature: 'ok' })
  expect(code).toBe(0)
  for (const args of [['not a url'], [url, '--provider', 'nobody'], [url, '--provider', 'members', '--trigger', 'nothing'], [url, '--provider-file', '/nowhere.yaml']]) {
    const { code: usage, stderr } = await run(['doctor', ...args])
    expect({ args, usage }).toEqual({ args, usage: 2 })
    expect(stderr).toMatch(/^hookwright: /)
  }
})
