import { expect, test } from 'vitest'
import { SENTENCE, serving } from './hookwright.ts'

test('an inbox answers in turn, verifies, and shows what it received', async () => {
  const { hw, json, ready, registered } = await serving()
  const { url } = (await json('inbox', 'add', 'demo', '--verify', 'members', '--secret', 'k', '--respond', '503,503,200')) as { url: string }
  expect(url).toBe(`${ready.inbox}/demo`)
  expect((await hw('inbox')).stdout).toMatch(/\ndemo +inb_1 +0 +members +\[503\] 503 200 +http/)

  await registered(url)
  expect((await hw('registrations', 'run', 'reg_1', 'run-test', '--wait', '--timeout', '2s')).code).toBe(4)
  expect((await hw('inbox', 'set', 'demo', '--respond', '200')).stdout).toMatch(/\nAnswers +200\n/)
  expect((await hw('replay', 'dlv_1', '--wait')).code).toBe(0)

  const captures = await hw('inbox', 'captures', 'demo')
  expect(captures.stdout.trimEnd().split('\n').slice(1).map((line) => /^(\S+) .* (\d{3}) +(\w+) /.exec(line)?.slice(1))).toEqual([['cap_2', '200', 'verified'], ['cap_1', '503', 'verified']])
  const capture = await hw('inbox', 'capture', 'cap_1')
  expect(capture.stdout).toMatch(/\nRequest\nPOST \/demo HTTP\/1\.1\n/)
  expect(capture.stdout).toMatch(/\nVerification\n[^\n]+\n(?:[+ ] [^\n]+\n?)+$/)
})

test('received bytes reach the terminal as text', async () => {
  const { hw, json } = await serving()
  const { url } = (await json('inbox', 'add', 'demo')) as { url: string }
  await fetch(`${url}?q=%1b[2J`, { method: 'POST', body: 'a\x1b[2Jb\u009b31mc\nnext \u202etxt.exe' })
  await fetch(url, { method: 'POST', body: Buffer.from([0xff, 0xfe, 0x1b]) })
  const text = await hw('inbox', 'capture', 'cap_1')
  expect(text.stdout).toContain('a\\x1b[2Jb\\x9b31mc\nnext \\u202etxt.exe')
  expect(text.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  expect((await hw('inbox', 'capture', 'cap_2')).stdout).toContain('(3 bytes that are no UTF-8 text; --json has them as base64)')
})

test('the secret is kept when only the scheme stays, hidden unless asked for, and gone with --no-verify', async () => {
  const { hw, json } = await serving()
  await hw('inbox', 'add', 'demo', '--verify', 'members', '--secret', 'one')
  expect((await hw('inbox', 'show', 'demo')).stdout).toMatch(/\nSecret +\(hidden\)\n/)
  await hw('inbox', 'set', 'demo', '--secret', 'two')
  expect(await json('inbox', 'show', 'demo', '--reveal')).toMatchObject({ verify: { scheme: 'members', secret: 'two' } })
  expect(await json('inbox', 'set', 'demo', '--no-verify')).toMatchObject({ verify: null })
  expect((await hw('inbox', 'remove', 'demo')).stderr).toBe('Removed demo.\n')
  expect(await json('inbox')).toMatchObject({ items: [] })
})

test('what cannot be meant ends with 2, a name that is taken with 1', async () => {
  const { hw } = await serving()
  await hw('inbox', 'add', 'demo')
  const cases: [args: string[], hint: string, code: number][] = [
    [['add', 'Not A Name'], 'lower-case', 2],
    [['add', 'x', '--respond', '503,teapot'], '503,503,200', 2],
    [['add', 'x', '--secret', 'k'], '--verify', 2],
    [['add', 'x', '--verify', 'nobody', '--secret', 'k'], 'nobody', 2],
    [['set', 'demo'], 'nothing to change', 2],
    [['set', 'demo', '--no-verify', '--secret', 'k'], '--secret', 2],
    [['capture', 'cap_9'], 'cap_9', 2],
    [['capturs', 'demo'], 'Did you mean captures?', 2],
    [['add', 'demo'], 'demo', 1],
  ]
  for (const [args, hint, expected] of cases) {
    const { code, stdout, stderr } = await hw('inbox', ...args)
    expect({ args, code, stdout }).toEqual({ args, code: expected, stdout: '' })
    expect(stderr).toContain(hint)
  }
  expect((await hw('inbox', 'show', 'nowhere')).stderr).toMatch(SENTENCE)
})
