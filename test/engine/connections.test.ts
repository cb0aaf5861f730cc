import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createVirtualClock, type MovableClock } from '#engine/clock.ts'
import type { Call } from '#engine/deliver/http/connection.ts'
import { createConnections, type Connections } from '#engine/deliver/http/connections.ts'
import { receiver, response, type Behaviour, type Receiver } from '../helpers/receivers.ts'

interface Bench {
  readonly server: Receiver
  readonly connections: Connections
  readonly clock: MovableClock
  /** One call: its outcome (a status, or why there is none), and the number of its connection, from 1 in order of first use. */
  call(bytes?: string): Promise<readonly [outcome: number | string, connection: number]>
  cut(reason: Error): void
  /** Resolves when that connection has ended. */
  closed(connection: number): Promise<void>
}

/** Connections to a receiver, with a patience that the test moves. */
async function to(behaviour: Behaviour): Promise<Bench> {
  const server = await receiver(behaviour)
  const clock = createVirtualClock(0)
  const { hostname: host, port } = new URL(server.url)
  const connections = createConnections((_, received) => ({ socket: connectPlain(Number(port), host).on('data', received), ready: 'connect' }), clock)
  onTestFinished(connections.destroy)
  const seen: Socket[] = []
  let cut: (reason: Error) => void = () => undefined
  const call = (bytes = 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi'): Promise<readonly [number | string, number]> =>
    new Promise((resolve) => {
      let status = 0
      let used = 0
      const made: Call = {
        method: 'POST',
        bytes: Buffer.from(bytes),
        begun(socket) {
          if (!seen.includes(socket)) seen.push(socket)
          used = seen.indexOf(socket) + 1
        },
        head: (code) => void (status = code),
        data: () => undefined,
        over: (error) => resolve([error?.message ?? status, used]),
      }
      cut = connections.call(server.url, made)
    })
  const closed = async (connection: number): Promise<void> => {
    const socket = seen[connection - 1]
    if (socket && !socket.closed) await once(socket, 'close')
  }
  return { server, connections, clock, call, cut: (reason) => cut(reason), closed }
}
const keeps: Behaviour = (socket) => void socket.write(response(200, 'ok'))

it('is used again for the next call', async () => {
  const { call } = await to(keeps)
  expect([await call(), await call(), await call()]).toEqual([[200, 1], [200, 1], [200, 1]])
})

it('is one for each call that is open at the same time, and the one used last serves next', async () => {
  const { call } = await to(keeps)
  expect(await Promise.all([call(), call(), call()])).toEqual([[200, 1], [200, 2], [200, 3]])
  const [[, last]] = [await call()]
  expect(await call()).toEqual([200, last])
})

it('is let go when the receiver may have stopped waiting, and not before', async () => {
  const { call, clock } = await to((socket) => void socket.write(response(200, '', 'Keep-Alive: timeout=10\r\n')))
  expect(await call()).toEqual([200, 1])
  clock.advance(7_999)
  expect(await call()).toEqual([200, 1])
  clock.advance(8_000)
  expect(await call()).toEqual([200, 2])
})

it.each<[string, Behaviour]>([
  ['says that it closes', (socket) => void socket.write(response(200, '', 'Connection: close\r\n'))],
  ['answers more than it was asked', (socket) => void socket.write(response(200).repeat(2))],
])('is not used again when the receiver %s', async (_, behaviour) => {
  const { call } = await to(behaviour)
  expect([await call(), await call()]).toEqual([[200, 1], [200, 2]])
})

it('is not used again when the receiver has closed it without a word', async () => {
  const { call, closed } = await to((socket) => void socket.end(response(200)))
  expect(await call()).toEqual([200, 1])
  await closed(1)
  expect(await call()).toEqual([200, 2])
})

it('is not used again when the answer came before the request had left', async () => {
  // It answers what it takes for the whole request and stops reading: most of what follows never leaves.
  const { call } = await to((socket) => {
    socket.pause()
    socket.write(response(200))
  })
  const large = `POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi${'x'.repeat(32 * 1024 * 1024)}`
  const [outcome] = await call(large)
  expect(outcome).toBe(200)
  expect(await call()).toEqual([200, 2])
})

it('fails its call when it is cut, and no other', async () => {
  const bench = await to((socket, n) => n === 0 || void socket.write(response(200)))
  const hanging = bench.call()
  await bench.server.received(1)
  bench.cut(new Error('we gave up'))
  expect(await hanging).toEqual(['we gave up', 1])
  expect(await bench.call()).toEqual([200, 2])
})

it('is new after all were renewed, though a call that is open may end on the old one', async () => {
  const bench = await to((socket, n) => n === 1 || void socket.write(response(200)))
  expect(await bench.call()).toEqual([200, 1])
  const open = bench.call()
  await bench.server.received(2)
  bench.connections.renew()
  bench.server.answer(1, response(202))
  expect(await open).toEqual([202, 1])
  expect(await bench.call()).toEqual([200, 2])
})

it('that is idle is not kept when all are destroyed, and one in use fails', async () => {
  const bench = await to((socket, n) => n === 1 || void socket.write(response(200)))
  await bench.call()
  const open = bench.call()
  await bench.server.received(2)
  bench.connections.destroy()
  expect(await open).toEqual(['other side closed', 1])
})
