import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ScenarioReport } from '#contract/scenario.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tempDir } from '../helpers/temp-dir.ts'
import { SENTENCE, run, serving, start } from './hookwright.ts'

/** Everything that a step can be, each for something. */
const WHOLE = `
name: A receiver that is down is tried until it is up
clockStart: 2026-03-01T12:00:00Z
persons: 3
patience: 100ms
inboxes:
  orders: { verify: { scheme: members, secretOf: app }, respond: 503 x2 | 200 }
registrations:
  app: { provider: members, url: inbox:orders/sub, settings: { secret: "\${env:KEY:-a key}" } }
steps:
  - { fire: person.updated, data: { personID: 54512 }, as: update }
  - { expect: orders, count: 1, where: { path: /orders/sub, answered: 503 } }
  - { name: ten minutes later, advance: 10m }
  - { settled: update, status: acknowledged, attempts: 3, code: 200 }
  - { expect: orders, sequence: [{ answered: 503 }, { answered: 503 }, { answered: 200, verified: true }] }
  - { change: app, settings: { secret: another key } }
  - { replay: update, as: again }
  - { settled: again, status: acknowledged }
  - { expect: orders, count: 1, where: { verified: false } }
  - { answer: orders, with: hold }
  - { fire: person.created, as: held, registration: app, reaches: 1 }
  - { expect: orders, count: 5 }
  - { answer: orders, with: 204, held: true }
  - { settled: held, code: 204 }
  - { answer: orders, with: "200" }
  - { sync: app, interval: 1s }
  - { advance: "2026-03-02T12:00:00Z" }
  - { expect: orders, count: 8 }
`

function written(text: string, name = 'bug.yaml'): string {
  const file = join(tempDir(), name)
  writeFileSync(file, text)
  return file
}
const edited = (from: string, to: string): string => {
  expect(WHOLE).toContain(from)
  return written(WHOLE.replace(from, to))
}
const Report = z.object({ ok: z.boolean(), scenarios: z.array(ScenarioReport) })

describe('hookwright run', () => {
  test('plays each step on a workspace of its own, in the time of the scenario', async () => {
    const { code, stdout, stderr } = await run(['run', written(WHOLE)])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^A receiver that is down is tried until it is up {2}\S*bug\.yaml\n {2}✓ fire person\.updated\n/)
    expect(stdout).toContain('  ✓ ten minutes later\n  ✓ update is acknowledged after 3 attempts\n')
    expect(stdout).toMatch(/\n1 scenario: 1 passed\. 18 steps in \d+\.\d+ s\.\n$/)
    expect(code).toBe(0)

    const { stdout: json } = await run(['run', written(WHOLE), '--json'])
    const { ok, scenarios } = Report.parse(JSON.parse(json))
    expect(ok).toBe(true)
    expect(scenarios[0]?.steps.map(({ at }) => at?.slice(0, 19)).at(-1)).toBe('2026-03-02T12:00:00')
  })

  test('says of a step that fails what came instead and where it stands, and plays none after it', async () => {
    const { code, stdout, stderr } = await run(['run', edited('status: acknowledged, attempts: 3, code: 200', 'status: failed, attempts: 2')])
    expect(stdout).toMatch(/ {2}✗ update is failed after 2 attempts {2}\(line 14\)\n {6}dlv_1 to app: status is acknowledged, not failed, attempts is 3, not 2\.\n {2}- expect 3 in order at orders\n/)
    expect(stdout).toContain('1 scenario: 0 passed, 1 failed. 4 steps in')
    expect(stderr).toMatch(SENTENCE)
    expect(stderr).toContain('--keep')
    expect(code).toBe(1)
  })

  test.each([
    ['count: 8', 'count: 9', /✗ expect 9 at orders[^\n]*\n {6}[^\n]*9[^]*8/],
    ['reaches: 1', 'reaches: 2', /person\.created went to 1, not to 2\./],
    ['fire: person.created', 'fire: person.creatd', /has no trigger "person\.creatd"\. Closest are: person\.created/],
    ['with: 204, held: true', 'with: 204, held: true }\n  - { answer: orders, with: 204, held: true', /No request waits at orders to be answered by hand/],
  ])('fails where %s is said to be %s', async (from, to, said) => {
    const { code, stdout } = await run(['run', edited(from, to)])
    expect(stdout).toMatch(said)
    expect(code).toBe(1)
  })

  test('names every fault of a file with its place, and plays nothing of it', async () => {
    const file = written(`
name: x
clock: real
inboxes: { orders: {} }
registrations: { app: { provider: members, url: "inbox:order", settings: { secret: "\${env:NOWHERE}" } } }
steps:
  - fyre: person.updated
  - { fire: person.updated, dada: {} }
  - { expect: order, count: many }
  - { settled: update }
  - { advance: 1s }
`)
    const first = await run(['run', file])
    expect(first.stdout.match(/bug\.yaml:\d+:\d+: .*/g)?.map((line) => line.replace(/.*bug\.yaml:(\d+):\d+: /, '$1 '))).toEqual([
      `5 registrations.app.settings.secret: the environment has no NOWHERE: set it, or write \${env:NOWHERE:-default}`,
      '7 steps.0: a step is one of these, and has one of their names: fire, answer, advance, expect, settled, change, sync, replay',
      '8 steps.1.dada: unknown key "dada": is it data?',
      '9 steps.2.count: expected a whole number, or { min, max }',
    ])
    expect(first.stderr).toMatch(SENTENCE)
    expect(first.code).toBe(2)

    const names = await run(['run', written(readFileSync(file, 'utf8').replace('fyre', 'fire').replace('dada', 'data').replace('many', '1').replace(`\${env:NOWHERE}`, 'k')), '--json'])
    expect(Report.parse(JSON.parse(names.stdout)).scenarios[0]?.faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '9 there is no inbox "order" here; there are: orders',
      '10 there is no earlier step with `as` "update" here; there are: none',
      '11 a real clock goes by itself: leave out `clock: real`',
    ])
  })

  test('tells what only the engine can refuse in the same way', async () => {
    const { code, stdout } = await run(['run', edited('provider: members', 'provider: mebers')])
    expect(stdout).toMatch(/bug\.yaml:\d+:\d+: registrations\.app[^\n]*mebers/)
    expect(code).toBe(2)
  })

  test('writes what CI servers read, whatever is in it', async () => {
    const dir = tempDir()
    const hostile = edited('name: A receiver that is down is tried until it is up', 'name: "a <b> & \\"c\\" \\u0007"')
    const bad = written('name: [', 'bad.yaml')
    const { code, stdout } = await run(['run', hostile, bad, edited('count: 8', 'count: 9'), '--reporter', 'junit', '--output', join(dir, 'report.xml')])
    expect(stdout, 'the steps are told all the same').toContain('✓ ten minutes later')
    expect(code).toBe(2)
    const xml = readFileSync(join(dir, 'report.xml'), 'utf8')
    expect(xml).toContain('<testsuite name="a &#60;b&#62; &#38; &#34;c&#34; \\x07"')
    expect(xml.match(/<testsuite /g)).toHaveLength(3)
    expect(xml).toMatch(/tests="18" failures="1" errors="0" skipped="0"/)
    expect(xml.replace(/&#\d+;/g, ''), 'nothing is left that XML would read').not.toMatch(/&|[^\n\x20-\x7e✓✗…]/)
    const open: string[] = []
    for (const [, end, name = '', alone] of xml.matchAll(/<(\/?)([a-z]+)\b[^>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name)
      else if (!alone) open.push(name)
    }
    expect(open).toEqual([])
  })

  test('ends with the first that fails when asked to', async () => {
    const failing = edited('count: 8', 'count: 9')
    const { code, stdout } = await run(['run', failing, written(WHOLE), '--bail', '--json'])
    expect(Report.parse(JSON.parse(stdout)).scenarios).toHaveLength(1)
    expect(code).toBe(1)
  })

  test('leaves the workspace up to look at, until it is asked to stop', async () => {
    const running = start(['run', written(WHOLE), '--keep'])
    const said = await running.until('stderr', /Ctrl\+C/)
    const [, control = '', token = ''] = /(http:\S+)\/#token=(\S+)/.exec(said) ?? []
    const response = await fetch(`${control}/api/v1/inboxes/orders/captures`, { headers: { authorization: `Bearer ${token}` } })
    expect(((await response.json()) as { items: unknown[] }).items).toHaveLength(8)
    running.process.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
  })

  test('is told of a file that is not there', async () => {
    const { code, stderr } = await run(['run', '/nowhere/bug.yaml'])
    expect(stderr).toMatch(SENTENCE)
    expect(stderr).toContain('/nowhere/bug.yaml')
    expect(code).toBe(2)
  })
})

describe('hookwright record', () => {
  test('makes a scenario of what happened, which passes when it is played', async () => {
    const { client, ready, hw } = await serving('--clock', 'virtual')
    const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: 'a real secret' }, respond: '503 x2 | 200 | hang | 400' } })
    await client.call('createRegistration', { body: { provider: 'members', url: `${inbox.url}/sub`, settings: { secret: 'a real secret' } } })
    await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.created' } })
    await client.call('advanceClock', { body: { ms: 60_000 } })
    const { deliveries } = await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', data: { personID: 54512 } } })
    await client.call('advanceClock', { body: { ms: 3_600_000 } })
    await client.call('replayDelivery', { params: { id: deliveries[0]?.id ?? '' }, body: {} })
    await client.call('advanceClock', { body: { ms: 1_000 } })

    const file = join(tempDir(), 'bug.yaml')
    const made = await hw('record', '--from', '2h', '--name', 'Three went wrong', '--output', file)
    expect(made).toMatchObject({ code: 0, stdout: `3 deliveries in ${file}: \`hookwright run ${file}\` plays it.\n` })
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('name: Three went wrong')
    expect(text).toContain('respond: 503 x2 | 200 | hang | 400')
    expect(text, 'a secret is not shared unless asked for').not.toContain('a real secret')
    const played = await run(['run', file])
    expect(played.stdout).toContain('1 scenario: 1 passed.')
    expect(played.code).toBe(0)

    const { stdout: one } = await hw('record', deliveries[0]?.id ?? '', '--secrets')
    expect(one).toContain('a real secret')
    expect(one.match(/- fire:/g)).toHaveLength(1)
    expect((await hw('record', 'dlv_1', '--from', '1h')).code).toBe(2)
    expect(await hw('record', 'dlv_99')).toMatchObject({ code: 2, stderr: expect.stringMatching(SENTENCE) as string })
    expect(await hw('record', '--trigger', 'nothing'), 'nothing to record').toMatchObject({ code: 1, stderr: expect.stringMatching(SENTENCE) as string })
    expect(ready.clock).toBe('virtual')
  })
})
