import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test as base, expect, violations } from './fixture.ts'

/** A receiver that keeps every call open until it is told to answer. */
interface Silent {
  /** Resolves when that many requests have come. */
  received(count: number): Promise<void>
  /** Answers the n-th, from 0. */
  answer(n: number, status: number): void
}

const S = 1000

const test = base.extend<{ silent: Silent }>({
  // The registration's receiver, with a deadline that passes before the next attempt is over.
  silent: async ({ members, program }, use) => {
    const calls: Socket[] = []
    let arrived: () => void = () => undefined
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        calls.push(socket)
        arrived()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { url, policy: { deadlineMs: 10 * S, retry: { kind: 'ladder', delaysMs: [2 * S, 60 * S] } } } })
    await use({
      received: async (count) => {
        while (calls.length < count) await new Promise<void>((resolve) => (arrived = resolve))
      },
      answer: (n, status) => void calls[n]?.write(`HTTP/1.1 ${status} Status\r\nContent-Length: 0\r\n\r\n`),
    })
    for (const socket of calls) socket.destroy()
    await new Promise<void>((resolve) => void server.close(() => resolve()))
  },
})

test('a call that stays open beyond its deadline lies under the attempt that comes meanwhile, until it ends', async ({ deliveries, members, program, silent }) => {
  const advance = (ms: number) => program.client.call('advanceClock', { body: { ms, patienceMs: 0 } })
  const { id } = await members.fire()
  await silent.received(1)
  await advance(13 * S)
  await silent.received(2)
  await deliveries.open(id)
  await expect(deliveries.strip.getByTitle(/^Attempt 1: The call is still open/)).toContainText('#1')
  await expect(deliveries.strip).toHaveAccessibleDescription(/2 attempts since .*: 1 timed out, 1 in flight\. Attempt 1: The call is still open, [23] s beyond its deadline while attempt 2 was under way\./)
  await expect(deliveries.strip.getByRole('img', { name: /^Planned: attempt 3 at about/ }), 'as if attempt 2 went unanswered').toBeVisible()

  await advance(2 * S)
  silent.answer(0, 200)
  const bar = deliveries.strip.getByTitle(/^Attempt 1: The call was open until .*, 5\.00 s beyond its deadline while attempt 2 was under way, and ended with 200, which changed nothing/)
  await expect(bar).toBeVisible()
  const [under, first, second] = await Promise.all([bar, deliveries.attempt(1), deliveries.attempt(2)].map((part) => part.boundingBox()))
  if (!under || !first || !second) throw new Error('a part of the strip has no place')
  expect(under.y).toBeGreaterThan(first.y + first.height - 1)
  expect(Math.abs(under.x - (first.x + first.width)), 'from the deadline of the first').toBeLessThan(12)
  expect(under.x + under.width, 'into the second').toBeGreaterThan(second.x)
  expect(under.x + under.width).toBeLessThan(second.x + second.width)

  await deliveries.attempt(1).click()
  await expect(deliveries.detail.getByText(/^The call was open until/)).toBeVisible()
  await expect(deliveries.attempt(1)).toContainText('ended with 200, which changed nothing')
  await deliveries.attempt(2).click()
  await expect(deliveries.detail.getByText(/^The call was open until/)).toHaveCount(0)
})

test('hundreds of attempts stay on one line: folded with their count, and each within reach', async ({ deliveries, members, page, program }) => {
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { policy: { retry: { kind: 'ladder', delaysMs: [S] }, maxAttempts: 150 } } })
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await program.client.call('advanceClock', { body: { ms: 119 * S } })
  await deliveries.open(id)
  await expect(deliveries.attempt(120)).toBeVisible()
  await expect(deliveries.strip.getByRole('img', { name: /^Planned: attempt 121 at 2/ })).toBeVisible()
  await expect(deliveries.strip.getByRole('img', { name: /^Planned: 27 more, until about/ })).toBeAttached()
  await expect(deliveries.strip).toHaveAccessibleDescription(/^120 attempts since .*: 120 rejected\. Attempt 121 is planned at .*, 29 more after it if none is acknowledged\. Given up at/)
  const cells = deliveries.strip.getByRole('button', { name: /^#/ })
  await expect(cells).toHaveCount(10)
  const fold = deliveries.strip.getByRole('button', { name: /^110 more attempts/ })
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(deliveries.attempt(112)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('[')
  await expect(deliveries.attempt(111)).toHaveAttribute('aria-current', 'true')
  await expect(deliveries.attempt(111)).toBeInViewport()
  expect(await page.evaluate(() => [document.documentElement.scrollWidth - window.innerWidth, document.documentElement.scrollLeft]), 'the page itself stays where it is').toEqual([0, 0])

  await program.client.call('advanceClock', { body: { to: 'idle' } })
  await members.until(id, 'failed')
  await expect(deliveries.strip.getByRole('img')).toHaveCount(0)
  await expect(deliveries.strip).toHaveAccessibleDescription(/^150 attempts since .*: 150 rejected\.$/)
})

test('axe finds nothing', async ({ deliveries, members, page, program, silent }) => {
  const { id } = await members.fire()
  await silent.received(1)
  await program.client.call('advanceClock', { body: { ms: 13 * S, patienceMs: 0 } })
  await silent.received(2)
  await deliveries.open(id)
  await expect(deliveries.strip.getByTitle(/^Attempt 1: The call is still open/)).toBeVisible()
  await deliveries.attempt(1).click()
  expect(await violations(page)).toEqual([])
})
