import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { build } from './envelope.ts'
import { SNIPPETS } from './snippets.ts'

const KEY = 'helloWorld'
const PAYLOAD = '[{"personID":54512,"firstName":"Kåre"}]'

describe('snippets', () => {
  const filled = (title: string, language: string, secret = KEY) =>
    SNIPPETS.find((one) => one.title === title && one.language === language)?.code.replaceAll('{secret}', secret) ?? ''
  const body = build({ id: '2070443601311540', publishedAt: 0, trigger: 'person.updated', account: '1', payload: PAYLOAD }, { secret: KEY }).body

  test('"Receive and verify" answers 204 to what is sent, and 400 to what is not genuine', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', filled('Receive and verify', 'javascript')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
      const post = async (bytes: Uint8Array<ArrayBuffer>) => (await fetch(`http://127.0.0.1:${/\d+$/.exec(line)?.[0]}/`, { method: 'POST', body: bytes })).status
      const changed = Buffer.from(Buffer.from(body).toString().replace('"hash":"', '"hash":"x'))
      expect(await post(Uint8Array.from(body))).toBe(204)
      expect(await post(Uint8Array.from(changed))).toBe(400)
      expect(await post(Uint8Array.from(Buffer.from('nonsense')))).toBe(400)
    } finally {
      child.kill()
    }
  })

  describe.each([
    ['javascript', process.execPath, ['--input-type=module', '-e']],
    ['python', 'python3', ['-c']],
  ])('in %s', (language, command, args) => {
    const run = (secret: string) => spawnSync(command, [...args, filled('Verify it yourself', language, secret)], { input: body, encoding: 'utf8' })

    test.skipIf(spawnSync(command, ['--version']).status !== 0)('"Verify it yourself" takes what is sent, and refuses it with another key', () => {
      const genuine = run(KEY)
      expect(genuine.stderr).toBe('')
      expect(genuine.stdout.trim()).toBe(PAYLOAD)
      expect(genuine.status).toBe(0)
      expect(run('another')).toMatchObject({ status: 1 })
    })
  })
})
