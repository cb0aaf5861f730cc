/** The guides: each command and each test in them is run, in order, against a program and a receiver that are there. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from '../testing/run.ts'
import { blocksOf, ROOT } from './blocks.ts'
import { reader } from './read-along.ts'

interface Receiver {
  readonly url: string
  close(): unknown
}
type Start = (options: Record<string, string>) => Promise<Receiver>
const { startMembers, startDezrez } = (await import(new URL('../../examples/receivers/express.mjs', import.meta.url).href)) as { startMembers: Start; startDezrez: Start }

async function started(start: Start, options: Record<string, string>): Promise<Receiver> {
  const receiver = await start(options)
  onTestFinished(() => void receiver.close())
  return receiver
}

describe('by hand', () => {
  test('the Members guide', async () => {
    const page = 'docs/guides/members-receiver.md'
    const receiver = await started(startMembers, { signingKey: 'a key that both know' })
    // Nothing has expired in these two minutes: there is nothing to send again, and it says so.
    const { follow } = reader({ instead: { 'http://127.0.0.1:3000/members': receiver.url }, codes: { '--status expired --wait': 1 } })
    for (const block of blocksOf(page, 'sh')) await follow(block)
    const command = /`(npx hookwright doctor .+?)`/.exec(readFileSync(join(ROOT, page), 'utf8'))?.[1] ?? ''
    const [doctor] = await follow({ file: page, line: 0, kind: 'sh', name: '', text: `${command}\n` })
    expect(doctor?.output).not.toContain('✗')
  })

  test('the Dezrez guide', async () => {
    const receiver = await started(startDezrez, { secret: 'a-long-secret' })
    const { follow } = reader({ instead: { 'http://127.0.0.1:3000/dezrez/a-long-secret': receiver.url } })
    for (const block of blocksOf('docs/guides/dezrez-receiver.md', 'sh')) await follow(block)
  })

  test('the guide to replaying captures', async () => {
    const receiver = await started(startMembers, { signingKey: 'our key' })
    const { dir, follow } = reader({
      instead: { 'http://127.0.0.1:3000/hooks': receiver.url, 'http://127.0.0.1:3000': new URL(receiver.url).origin },
      // What a browser sent is no message of Members, and not signed by GitHub: it is refused, which the exit code says.
      codes: { 'npx hookwright replay': 1, 'npx hookwright verify': 1 },
    })
    // Without the image that a page had in itself, which is no request.
    const har = JSON.parse(readFileSync(join(ROOT, 'test/fixtures/captures/chrome.har'), 'utf8')) as { log: { entries: { request: { url: string } }[] } }
    writeFileSync(join(dir, 'traffic.har'), JSON.stringify({ log: { ...har.log, entries: har.log.entries.filter(({ request }) => request.url.startsWith('http')) } }))
    writeFileSync(join(dir, 'github.key'), 'a key that both know\n')
    for (const block of blocksOf('docs/guides/replay-captures.md', 'sh')) await follow(block)
  })

  test('the guide to CI', async () => {
    const page = 'docs/guides/in-ci.md'
    const { dir, follow } = reader()
    writeFileSync(join(dir, 'hookwright.config.yaml'), blocksOf(page, 'yaml')[0]?.text ?? '')
    mkdirSync(join(dir, 'scenarios'))
    writeFileSync(join(dir, 'scenarios', 'one.yaml'), blocksOf('docs/scenarios.md', 'yaml')[0]?.text ?? '')
    for (const block of blocksOf(page, 'sh')) await follow(block)
    expect(readFileSync(join(dir, 'report.xml'), 'utf8')).toContain('failures="0"')
  })
})

test.each(['members-receiver', 'dezrez-receiver'])('the tests of %s pass as they stand there', async (guide) => {
  const { dir } = reader()
  // Where its reader would put it: beside the receiver.
  cpSync(join(ROOT, 'examples/receivers'), dir, { recursive: true })
  writeFileSync(join(dir, 'guide.test.mjs'), blocksOf(`docs/guides/${guide}.md`, 'js')[0]?.text ?? '')
  const { code, output } = await run(process.execPath, ['--test', 'guide.test.mjs'], { cwd: dir })
  expect([code, output]).toEqual([0, output])
  expect(output).toMatch(/^# pass [23]$|pass [23]\n/m)
})
