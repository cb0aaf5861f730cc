/** The guides as their readers follow them: each command and each test in them is run, in order, against a program and a receiver that are there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serving } from './cli/hookwright.ts'
import { tempDir } from './helpers/temp-dir.ts'

const ROOT = resolve(import.meta.dirname, '..')
const blocksOf = (guide: string, kind: string): string[] => [...readFileSync(join(ROOT, 'docs/guides', guide), 'utf8').matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] ?? '')

interface Receiver {
  readonly url: string
  close(): unknown
}
type Start = (options: Record<string, string>) => Promise<Receiver>
const { startMembers, startDezrez } = (await import(new URL('../examples/receivers/express.mjs', import.meta.url).href)) as { startMembers: Start; startDezrez: Start }

/** A directory with the files that the guides speak of, where `npx hookwright` is ours. */
function workplace(dataDir: string) {
  const dir = tempDir()
  const bin = join(dir, 'bin')
  // Without the image that a page had in itself, which is no request.
  const har = JSON.parse(readFileSync(join(ROOT, 'test/fixtures/captures/chrome.har'), 'utf8')) as { log: { entries: { request: { url: string } }[] } }
  writeFileSync(join(dir, 'traffic.har'), JSON.stringify({ log: { ...har.log, entries: har.log.entries.filter(({ request }) => request.url.startsWith('http')) } }))
  for (const key of ['members.key', 'github.key']) writeFileSync(join(dir, key), 'a key that both know\n')
  cpSync(join(ROOT, 'examples/receivers'), join(dir, 'tests'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'))
  cpSync(join(ROOT, 'package.json'), join(dir, 'package.json'))
  return {
    dir,
    /** Runs a line as a shell does. */
    async sh(line: string): Promise<{ code: number; output: string }> {
      cpSync(join(ROOT, 'bin'), bin, { recursive: true })
      writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(ROOT, 'out/main/cli.js')}' "$@"\n`)
      chmodSync(join(bin, 'npx'), 0o755)
      const child = spawn('sh', ['-c', line], { cwd: dir, env: { ...process.env, PATH: `${bin}${delimiter}${dirname(process.execPath)}${delimiter}${process.env['PATH']}`, HOOKWRIGHT_DATA: dataDir } })
      const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
      return { code: child.exitCode ?? 128, output: out + err }
    },
  }
}

/** Lines of ours in the guide's shell blocks; what starts an instance for good is there already. */
const linesOf = (guide: string): string[] => blocksOf(guide, 'sh').flatMap((block) => block.trim().split('\n')).filter((line) => !/ serve\b/.test(line))

describe('by hand', () => {
  test('the Members guide', async () => {
    const receiver = await startMembers({ signingKey: 'a key that both know' })
    onTestFinished(() => void receiver.close())
    const { ready } = await serving('--clock', 'virtual')
    const { sh } = workplace(ready.dataDir)
    const lines = linesOf('members-receiver.md')
    expect(lines.length).toBeGreaterThan(6)
    for (const line of lines) {
      const { code, output } = await sh(line.replace('http://127.0.0.1:3000/members', receiver.url))
      // Nothing has expired in these two minutes: there is nothing to send again, and it says so.
      expect([line, code, output]).toEqual([line, line.includes('--status expired --wait') ? 1 : 0, output])
    }
    const doctor = await sh(`npx hookwright doctor ${receiver.url} --provider members --secret "a key that both know"`)
    expect([doctor.code, doctor.output]).toEqual([0, doctor.output])
    expect(doctor.output).not.toContain('✗')
  })

  test('the Dezrez guide', async () => {
    const receiver = await startDezrez({ secret: 'a-long-secret' })
    onTestFinished(() => void receiver.close())
    const { ready } = await serving('--clock', 'virtual')
    const { sh } = workplace(ready.dataDir)
    for (const line of linesOf('dezrez-receiver.md')) {
      const { code, output } = await sh(line.replace('http://127.0.0.1:3000/dezrez/a-long-secret', receiver.url))
      expect([line, code, output]).toEqual([line, 0, output])
    }
  })

  test('the guide to replaying captures', async () => {
    const receiver = await startMembers({ signingKey: 'our key' })
    onTestFinished(() => void receiver.close())
    const { client, ready } = await serving()
    // What a provider would have sent through the tunnel.
    const { sh } = workplace(ready.dataDir)
    for (const line of linesOf('replay-captures.md')) {
      const { code, output } = await sh(line.replace('http://127.0.0.1:3000/hooks', receiver.url).replace('http://127.0.0.1:3000', new URL(receiver.url).origin))
      // What a browser sent is no message of Members, and not signed by GitHub: it is refused, which the exit code says.
      const refused = /^npx hookwright (replay|verify)/.test(line)
      expect([line, code, output]).toEqual([line, refused ? 1 : 0, output])
      if (line.includes('inbox add tunnel')) await client.call('createRegistration', { body: { provider: 'members', url: receiver.url, settings: { secret: 'our key' } } })
    }
  })

  test('the guide to CI', async () => {
    const { ready } = await serving()
    const { dir, sh } = workplace(ready.dataDir)
    const [config = ''] = blocksOf('in-ci.md', 'yaml')
    writeFileSync(join(dir, 'hookwright.config.yaml'), config)
    mkdirSync(join(dir, 'scenarios'))
    const [scenario = ''] = [...readFileSync(join(ROOT, 'docs/scenarios.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '')
    writeFileSync(join(dir, 'scenarios', 'one.yaml'), scenario)
    for (const line of linesOf('in-ci.md')) {
      const { code, output } = await sh(line)
      expect([line, code, output]).toEqual([line, 0, output])
    }
    expect(readFileSync(join(dir, 'report.xml'), 'utf8')).toContain('failures="0"')
  })
})

test.each(['members-receiver.md', 'dezrez-receiver.md'])('the tests of %s pass as they stand there', async (guide) => {
  const [block = ''] = blocksOf(guide, 'js')
  // Where its reader would put it: beside the receiver.
  const file = join(ROOT, 'examples/receivers', `.${guide}.test.mjs`)
  onTestFinished(() => rmSync(file, { force: true }))
  writeFileSync(file, block)
  const child = spawn(process.execPath, ['--test', file], { cwd: ROOT })
  const [out] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  expect([child.exitCode, out]).toEqual([0, out])
  expect(out).toMatch(/^# pass [23]$|pass [23]\n/m)
})
