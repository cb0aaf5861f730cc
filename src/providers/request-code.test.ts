import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tempDir } from '../../test/helpers/temp-dir.ts'
import { inEveryLanguage } from './request-code.ts'
import type { RequestToWrite } from './request-code.ts'

const got: { method: string | undefined; path: string | undefined; token: unknown; type: unknown; body: unknown }[] = []
const server = createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  request.on('end', () => {
    got.push({ method: request.method, path: request.url, token: request.headers['x-token'], type: request.headers['content-type'], body: JSON.parse(text) })
    response.writeHead(201).end('{"made":true}')
  })
})
let base = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const REQUEST: RequestToWrite = { method: 'PATCH', url: '{base}/things/{account}?x=1', headers: [['x-token', 'a-key']], body: { hook: { url: '{url}', on: ['a', 'b'] }, empty: {} }, note: 'As they say' }

/** How each is run, where it is there; null: Go would have to build its HTTP first, C# needs a project around it. */
const RUN: Record<string, { file: string; command: string; args: string[] } | null> = {
  shell: { file: 'call.sh', command: 'sh', args: [] },
  javascript: { file: 'call.mjs', command: process.execPath, args: [] },
  python: { file: 'call.py', command: 'python3', args: [] },
  java: { file: 'Register.java', command: 'java', args: [] },
  php: { file: 'call.php', command: 'php', args: [] },
  go: null,
  csharp: null,
}

const written = (language: string): string => {
  const code = inEveryLanguage('Register', REQUEST).find((one) => one.language === language)?.code ?? ''
  return code.replaceAll('{base}', base).replaceAll('{account}', '7').replaceAll('{url}', 'http://127.0.0.1:3000/hook')
}

test('every language is there, under the one title', () => {
  expect(inEveryLanguage('Register', { ...REQUEST, body: {} }).map(({ title, language }) => `${title} ${language}`)).toEqual(['shell', 'javascript', 'python', 'csharp', 'go', 'java', 'php'].map((one) => `Register ${one}`))
})

for (const [language, how] of Object.entries(RUN)) {
  const there = how !== null && spawnSync(how.command, ['--version']).error === undefined
  test.skipIf(!there)(`in ${language} the request is the one that was meant`, async () => {
    if (!how) return
    const file = join(tempDir(), how.file)
    writeFileSync(file, written(language))
    const child = spawn(how.command, [...how.args, file], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    // Java compiles it first, which takes a while on a busy machine.
    const [code] = (await once(child, 'close')) as [number]
    expect(code, said).toBe(0)
    expect(said).toContain('{"made":true}')
    expect(got.pop(), said).toEqual({ method: 'PATCH', path: '/things/7?x=1', token: 'a-key', type: 'application/json', body: { hook: { url: 'http://127.0.0.1:3000/hook', on: ['a', 'b'] }, empty: {} } })
  }, 60_000)
}

test.skipIf(spawnSync('gofmt', ['-h']).error !== undefined)('what is written in Go is Go, as its formatter has it', () => {
  const { stdout, stderr } = spawnSync('gofmt', [], { input: written('go'), encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toBe(written('go'))
})
