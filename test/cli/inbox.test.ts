import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { answers, receiver } from '../helpers/receivers.ts'
import { SENTENCE, serving } from './hookwright.ts'

test('an inbox answers in turn, verifies, and shows what it received', async () => {
  const { hw, json, ready, registered } = await serving()
  const { url } = (await json('inbox', 'add', 'demo', '--verify', 'members', '--secret', 'k', '--answer', '503 x2 | 200')) as { url: string }
  expect(url).toBe(`${ready.inbox}/demo`)
  expect((await hw('inbox')).stdout).toMatch(/\ndemo +inb_1 +0 +members +\[503 x2\] \| 200 +http/)

  await registered(url)
  expect((await hw('registrations', 'run', 'reg_1', 'run-test', '--wait', '--timeout', '2s')).code).toBe(4)
  expect((await hw('inbox', 'set', 'demo', '--answer', '200')).stdout).toMatch(/\nAnswers +200\n/)
  expect((await hw('replay', 'dlv_1', '--wait')).code).toBe(0)

  const captures = await hw('inbox', 'captures', 'demo')
  expect(captures.stdout.trimEnd().split('\n').slice(1).map((line) => /^(\S+) .* (\d{3}) +(\w+) /.exec(line)?.slice(1))).toEqual([['cap_2', '200', 'verified'], ['cap_1', '503', 'verified']])
  const capture = await hw('inbox', 'capture', 'cap_1')
  expect(capture.stdout).toMatch(/\nRequest\nPOST \/demo HTTP\/1\.1\n/)
  expect(capture.stdout).toMatch(/\nVerification\n[^\n]+\n(?:[+ ] [^\n]+\n?)+$/)
})

test('an inbox misbehaves as it is told to, says why, and what it holds is answered by hand', async () => {
  const { hw, json } = await serving()
  const { url } = (await json('inbox', 'create', 'orders', '--answer', 'hold | 200', '--rule', 'path "/gone": reset after headers', '--rule', 'GET chance 0%: 404')) as { url: string }
  expect((await hw('inbox', 'show', 'orders')).stdout).toMatch(/\nRule 1 +path "\/gone": reset after headers\nRule 2 +GET chance 0: 404\nAnswers +\[hold\] \| 200\n/)
  await expect(fetch(`${url}/gone`).then((response) => response.text())).rejects.toThrow()
  const held = fetch(url)
  const open = async (): Promise<string> => {
    const { items } = (await json('inbox', 'captures', 'orders')) as { items: { id: string; open: boolean }[] }
    return items.find((capture) => capture.open)?.id ?? open()
  }
  const id = await open()
  expect((await hw('inbox', 'answer', id, '418 body "by hand"')).code).toBe(0)
  const response = await held
  expect([response.status, await response.text()]).toEqual([418, 'by hand'])
  const capture = await hw('inbox', 'capture', id)
  expect(capture.stdout).toMatch(/\nWhy this answer\nrule 1 does not hold: the path is "\/"\nrule 2 does not hold: \S+ was drawn, and its chance is 0\nanswer 1 of 2 of its own strip, for its request number 1\n/)
  expect((await hw('inbox', 'captures', 'orders')).stdout).toMatch(/cap_1 .* 200 /)
  expect((await hw('inbox', 'answer', id, '200')).code).toBe(1)
  expect(await json('inbox', 'set', 'orders', '--no-rules', '--answer', '204')).toMatchObject({ rules: [], respond: [{ status: 204 }] })
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
    [['add', 'x', '--answer', '503 | teapot'], '"teapot" is no status and no behaviour', 2],
    [['add', 'x', '--rule', 'POST: 200', '--rule', 'header "A" ~ "(": 200'], 'rules.1.when.headers.0.matches', 2],
    [['answer', 'cap_9', '503'], 'cap_9', 2],
    [['answer', 'cap_9', 'tea'], '"tea" is no status', 2],
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

test('an inbox forwards what it keeps, and shows what came of it', async () => {
  const target = await receiver(answers(204))
  const { hw, json } = await serving()
  const { url } = (await json('inbox', 'add', 'app', '--forward', `${target.url}?from=inbox`)) as { url: string }
  expect((await hw('inbox', 'show', 'app')).stdout).toContain(`forward to "${target.url}?from=inbox"`)
  expect((await fetch(`${url}/a`, { method: 'POST', body: 'x' })).status).toBe(204)
  expect(target.requests).toHaveLength(1)
  expect((await hw('inbox', 'capture', 'cap_1')).stdout).toMatch(/\nSent\nforward to [^\n]+\nforwarded to http:[^\n]+\/a\?from=inbox: it answered 204 \(\d+ms\)\n/)
  expect((await hw('inbox', 'set', 'app', '--forward', 'http://h/', '--answer', '200')).code).toBe(2)
  expect((await hw('inbox', 'set', 'app', '--forward', 'nowhere')).stderr).toMatch(/is no URL/)
})

test('a signature that is described by hand: made, shown, changed flag by flag, and refused where it says nothing', async () => {
  const { hw, json, ready } = await serving()
  expect((await hw('inbox', 'add', 'shop', '--verify', 'custom', '--secret', 's', '--header', 'X-Sig', '--format', 'v1={signature}', '--encoding', 'base64')).code).toBe(0)
  expect((await hw('inbox', 'set', 'shop', '--content', '{method}.{body}')).code).toBe(0)
  expect((await hw('inbox', 'show', 'shop')).stdout).toContain('hmac-sha256 of {method}.{body} in base64, as X-Sig: v1={signature}')
  await fetch(`${ready.inbox}/shop`, { method: 'POST', body: 'x', headers: { 'X-Sig': `v1=${createHmac('sha256', 's').update('POST.x').digest('base64')}` } })
  expect(await json('inbox', 'captures', 'shop')).toMatchObject({ items: [{ verdict: { ok: true } }] })
  for (const args of [['--content', '{nonsense}'], ['--verify', 'github', '--header', 'X-Sig'], ['--algorithm', 'md5']]) {
    const { code, stderr } = await hw('inbox', 'set', 'shop', ...args)
    expect({ args, code, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: 2, sentence: true })
  }
})
