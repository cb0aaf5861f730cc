/** How commands find the running instance, and what they say when there is none. */
import { expect, onTestFinished, test } from 'vitest'
import { listening } from '../helpers/listening.ts'
import { answers, closedPort, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { run, SENTENCE, serving } from './hookwright.ts'

test('by the run file of the data directory, by flags, by the environment', async () => {
  const { ready } = await serving()
  const found = [
    await run(['inbox', '--data', ready.dataDir]),
    await run(['inbox'], { env: { HOOKWRIGHT_DATA: ready.dataDir } }),
    await run(['inbox', '--url', ready.control, '--token', ready.token]),
    await run(['inbox', '--url', `${ready.control}/#token=${ready.token}`, '--data', ready.dataDir]),
    await run(['inbox'], { env: { HOOKWRIGHT_URL: ready.control, HOOKWRIGHT_TOKEN: ready.token } }),
  ]
  for (const { code, stderr } of found) expect({ code, stderr }).toEqual({ code: 0, stderr: 'No inboxes. `hookwright inbox add NAME` makes one.\n' })
})

test('a flag beats the environment, and the environment beats the run file', async () => {
  const one = await serving()
  const other = await serving()
  await one.json('inbox', 'add', 'mine')
  const env = { HOOKWRIGHT_URL: other.ready.control, HOOKWRIGHT_TOKEN: other.ready.token, HOOKWRIGHT_DATA: one.ready.dataDir }
  expect(JSON.parse((await run(['inbox', '--json'], { env })).stdout)).toMatchObject({ items: [] })
  expect(JSON.parse((await run(['inbox', '--json', '--data', one.ready.dataDir], { env })).stdout)).toMatchObject({ items: [{ name: 'mine' }] })
  expect(JSON.parse((await run(['inbox', '--json', '--url', one.ready.control, '--token', one.ready.token], { env })).stdout)).toMatchObject({ items: [{ name: 'mine' }] })
})

test('none was ever started there: exit code 3, and the command that starts one', async () => {
  const data = tempDir()
  const { code, stdout, stderr } = await run(['deliveries', '--data', data])
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(SENTENCE)
  expect(stderr).toContain(`no Hookwright is running for ${data}. Start one with \`hookwright serve --data ${data}\``)
})

test('it was killed: exit code 3, and a sentence of its own', async () => {
  const data = tempDir()
  const { ready, process: child, ended, hw } = await serving('--data', data)
  child.kill('SIGKILL')
  await ended
  const { code, stderr } = await hw('deliveries')
  expect(code).toBe(3)
  expect(stderr).toMatch(SENTENCE)
  expect(stderr).toContain(`not running any more: the run file in ${data} names ${ready.control} (process ${ready.pid}), where nothing answers`)
})

test('an address where nobody listens, or somebody else does: exit code 3', async () => {
  const nobody = await run(['deliveries', '--url', await closedPort(), '--token', 't'])
  expect(nobody.code).toBe(3)
  expect(nobody.stderr).toMatch(SENTENCE)

  const other = await listening((_, response) => response.writeHead(404).end('\x1b[31mnot here\x1b[0m'))
  onTestFinished(other.close)
  const foreign = await run(['deliveries', '--url', other.url, '--token', 't'])
  expect(foreign.code).toBe(3)
  expect(foreign.stderr).toMatch(SENTENCE)

  const page = await receiver(answers(200))
  const blank = await run(['deliveries', '--url', page.url, '--token', 't'])
  expect(blank.stderr).toMatch(SENTENCE)
  expect(blank.code).toBe(3)
})

test('a wrong token, an address without its token, an address that is none: exit code 2', async () => {
  const { ready } = await serving()
  for (const args of [['--url', ready.control, '--token', 'wrong'], ['--url', ready.control], ['--url', 'localhost:4480', '--token', 't'], ['--url', 'nonsense', '--token', 't']]) {
    const { code, stderr } = await run(['deliveries', ...args])
    expect({ args, code, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: 2, sentence: true })
  }
})
