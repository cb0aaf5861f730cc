import { describe, expect, test, vi } from 'vitest'
import type { Client } from '#client/http.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { MISBEHAVIOURS, receiver, response } from '../helpers/receivers.ts'
import { FREE_PORTS, clientOf, connected, isAlive, launch, status } from './app.ts'
import type { DesktopApp } from './app.ts'

const enginePid = (app: DesktopApp): Promise<number> => app.ask('engine-pid') as Promise<number>
const gone = (pid: number): Promise<void> => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 })

/** Makes an inbox through the page's own origin and token, as the page would. */
const makeInbox = (app: DesktopApp, name: string): Promise<number> =>
  app.atWindow(
    (page, inbox) =>
      page.evaluate(
        (called) =>
          fetch('/api/v1/inboxes', {
            method: 'POST',
            headers: { authorization: `Bearer ${localStorage.getItem('hookwright.token')}`, 'content-type': 'application/json' },
            body: JSON.stringify({ name: called }),
          }).then((answer) => answer.status),
        inbox,
      ),
    name,
  )

/** Resolves when a call to the receiver is in flight. */
async function inFlight(app: DesktopApp, { url, received }: { url: string; received(count: number): Promise<void> }): Promise<Client> {
  await connected(app)
  const client = await clientOf(app)
  await client.call('createRegistration', { body: { provider: 'members', url, settings: { secret: 'k' } } })
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
  await received(1)
  return client
}

describe('an engine that is killed', () => {
  test('comes back where it was, and the page goes on', async () => {
    const app = launch({ flags: ['--data', tempDir(), ...FREE_PORTS] })
    await app.hears('window-shown')
    await connected(app)
    const before = { ...(await status(app)), address: await app.atWindow((page) => page.url()) }
    await app.atWindow((page) => page.evaluate(() => void Object.assign(window, { stillTheSamePage: true })))

    process.kill(await enginePid(app), 'SIGKILL')
    await app.hears('engine-fork', 2)
    await connected(app)

    await vi.waitFor(async () => expect(await makeInbox(app, 'orders')).toBe(201), { timeout: 20_000 })
    const after = { ...(await status(app)), address: await app.atWindow((page) => page.url()) }
    expect({ listeners: after.listeners, workspace: after.workspace, address: after.address }).toEqual({ listeners: before.listeners, workspace: before.workspace, address: before.address })
    expect(await app.atWindow((page) => page.evaluate(() => 'stillTheSamePage' in window))).toBe(true)
    // Its user is told, in the page and, as that is not in front, outside of it.
    await app.atWindow((page) => page.getByText('The engine ended unexpectedly and was started again.').waitFor())
    expect(await app.hears('notification')).toMatchObject({ title: 'Hookwright’s engine was restarted' })
    // What happens after the crash reaches the page by itself.
    await app.atWindow(async (page) => {
      await page.getByRole('link', { name: 'Inboxes' }).first().click()
      await page.getByText('orders', { exact: true }).first().waitFor()
    })
    expect([app.heard('error-box'), app.heard('message-box')]).toEqual([[], []])
  })

  test('keeps its token although nothing keeps it on disk', async () => {
    const app = launch()
    await app.hears('window-shown')
    await connected(app)
    process.kill(await enginePid(app), 'SIGKILL')
    await app.hears('engine-fork', 2)
    await vi.waitFor(async () => expect(await makeInbox(app, 'orders')).toBe(201), { timeout: 20_000 })
  })

  test('again and again is given up, until the user says so', async () => {
    const app = launch()
    await app.hears('window-shown')
    for (let fork = 1; fork <= 4; fork += 1) {
      const { pid } = (await app.hears('engine-fork', fork)) as { pid: number }
      process.kill(pid, 'SIGKILL')
      await app.hears('engine-exit', fork)
    }
    expect(await app.hears('message-box')).toMatchObject({ buttons: ['Try again', 'Quit'], detail: expect.stringMatching(/^The engine ended unexpectedly \(code \d+\)\.$/) })
    expect(app.heard('engine-fork')).toHaveLength(4)

    await app.ask('press', 0)
    await app.hears('engine-fork', 5)
    await connected(app)
  })

  test('and given up for good ends the app', async () => {
    const app = launch()
    await app.hears('window-shown')
    for (let fork = 1; fork <= 4; fork += 1) {
      const { pid } = (await app.hears('engine-fork', fork)) as { pid: number }
      process.kill(pid, 'SIGKILL')
    }
    await app.hears('message-box')
    await app.ask('press', 1)
    expect((await app.ended).code).toBe(0)
  })
})

describe('quitting', () => {
  test.each([
    ['from the menu', (app: DesktopApp) => void app.ask('quit')],
    ['by closing the window', (app: DesktopApp) => void app.ask('close-window').catch(() => undefined)],
    ['by Ctrl+C', (app: DesktopApp) => void app.process.kill('SIGINT')],
  ])('%s stops the engine in order and leaves nothing running', async (_how, quit) => {
    const data = tempDir()
    const app = launch({ flags: ['--data', data, ...FREE_PORTS] })
    await app.hears('window-shown')
    const { control } = (await status(app)).listeners
    const pid = await enginePid(app)

    quit(app)

    expect(await app.ended).toEqual({ code: 0, output: '' })
    expect(isAlive(pid)).toBe(false)
    await expect(fetch(control)).rejects.toThrow()
    expect(app.heard('engine-fork')).toHaveLength(1)
    // The directory is free again at once.
    const next = launch({ flags: ['--data', data, ...FREE_PORTS] })
    await next.hears('window-shown')
    expect(next.heard('error-box')).toEqual([])
  })

  test('waits for a call that is in flight, and has its answer on record', async () => {
    const data = tempDir()
    const server = await receiver(MISBEHAVIOURS.hang)
    const app = launch({ flags: ['--data', data, ...FREE_PORTS] })
    const client = await inFlight(app, server)
    const over = app.ask('quit')
    // Asked to stop, it takes no more requests; then the answer comes.
    await vi.waitFor(() => expect(client.call('getStatus')).rejects.toThrow(), { timeout: 20_000 })
    server.answer(0, response(200))
    await over
    expect(await app.ended).toEqual({ code: 0, output: '' })
    expect(app.heard('engine-killed')).toEqual([])

    const next = launch({ flags: ['--data', data, ...FREE_PORTS] })
    await connected(next)
    const again = await clientOf(next)
    expect(await again.call('getDelivery', { params: { id: 'dlv_1' } })).toMatchObject({ status: 'acknowledged', attempts: [{ outcome: 'acknowledged' }] })
    expect(server.requests).toHaveLength(1)
  })

  test('does not wait for a receiver that never answers, and says on record that it was cut', async () => {
    const data = tempDir()
    const server = await receiver(MISBEHAVIOURS.hang)
    const app = launch({ flags: ['--data', data, ...FREE_PORTS] })
    await inFlight(app, server)
    void app.ask('quit').catch(() => undefined)
    expect(await app.ended).toEqual({ code: 0, output: '' })
    expect(app.heard('engine-killed')).toEqual([])

    const next = launch({ flags: ['--data', data, ...FREE_PORTS] })
    await connected(next)
    const [attempt] = (await (await clientOf(next)).call('getDelivery', { params: { id: 'dlv_1' } })).attempts
    expect(attempt).toMatchObject({ outcome: 'interrupted', error: expect.stringContaining('stopped') })
  })

  test('does not wait for an engine that hangs', async () => {
    const app = launch()
    await app.hears('window-shown')
    const pid = await enginePid(app)
    process.kill(pid, 'SIGSTOP')
    await app.ask('quit')
    await new Promise((resolve) => app.process.once('exit', resolve))
    // It was asked to end twice over; only that it stands still keeps it.
    process.kill(pid, 'SIGCONT')
    await gone(pid)
  })

  test('an app that is killed takes its engine with it', async () => {
    const app = launch()
    await app.hears('window-shown')
    const pid = await enginePid(app)
    app.process.kill('SIGKILL')
    await gone(pid)
  })
})

test('a workspace that another Hookwright has open is shown from there, and left running', async () => {
  const data = tempDir()
  const first = launch({ flags: ['--data', data, ...FREE_PORTS] })
  await first.hears('window-shown')
  const { listeners } = await status(first)

  const second = launch({ flags: ['--data', data, ...FREE_PORTS] })
  await second.hears('window-shown')
  await connected(second)
  expect((await status(second)).listeners).toEqual(listeners)
  expect(second.heard('error-box')).toEqual([])

  await second.ask('quit')
  await second.ended
  await connected(first)
  expect((await fetch(listeners.control)).status).toBe(200)
})
