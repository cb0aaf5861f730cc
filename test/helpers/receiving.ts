import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Capture } from '#contract/inbox.ts'
import { createVirtualClock, type MovableClock } from '#engine/clock.ts'
import type { KnownSecret } from '#engine/receive/explain/keys.ts'
import type { ReceiveLimits } from '#engine/receive/limits.ts'
import { createAuthority } from '#engine/tls/authority.ts'
import { createMeasures } from '#engine/measures.ts'
import { createOwnCalls } from '#engine/own-calls.ts'
import { createReceiver, type Receiver } from '#engine/receive/receiver.ts'
import { openStore, type Store } from '#engine/store/open.ts'
import { providers } from '#providers/registry.ts'
import { rawClient, type RawClient } from './raw-http.ts'

export const START = Date.UTC(2026, 0, 1)

export interface Receiving {
  readonly dir: string
  readonly store: Store
  readonly clock: MovableClock
  readonly receiver: Receiver
  readonly url: string
  readonly port: number
  readonly tlsPort: number
  /** Every line that was logged, with its details. */
  readonly logged: string[]
  connect(): Promise<RawClient>
  /** Captures of an inbox, oldest first, each as the detail shows it. */
  captures(inbox: string): Capture[]
  /** Resolves when an inbox has that many captures. */
  captured(inbox: string, count: number): Promise<Capture[]>
  /** Connections that are open at the moment. */
  connections(): Promise<number>
  /** Resolves with the next commit. */
  changed(): Promise<void>
  /** Resolves when an answer waits for its time. */
  untilWaiting(): Promise<void>
  /** Stops all but keeps the data. */
  stop(): Promise<void>
  /** Stops all that still runs, and removes the data. */
  close(): Promise<void>
}

/** A receiver that listens, on a real store in `dir` (default: a fresh one). `wrap` may put something before the store. */
export async function receiving(options: { dir?: string; limits?: Partial<ReceiveLimits>; wrap?: (store: Store) => Store; secrets?: readonly KnownSecret[] } = {}): Promise<Receiving> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'hookwright-receive-'))
  const waiting = new Set<() => void>()
  const store = openStore(dir, START, () => waiting.forEach((check) => check()))
  const clock = createVirtualClock(START)
  const logged: string[] = []
  const write = (details: object, message: string) => void logged.push(`${message} ${inspect(details, { depth: 9 })}`)
  const log = { debug: () => undefined, info: write, warn: write, error: write }
  const receiver = createReceiver({
    store: options.wrap?.(store) ?? store,
    clock,
    providers,
    ownCalls: createOwnCalls(),
    measures: createMeasures(),
    secrets: () => options.secrets ?? [],
    log,
    authority: createAuthority({ dataDir: dir, host: '127.0.0.1', log }),
    secretOf: (registration) => {
      throw new Error(`There is no ${registration} here.`)
    },
    baseUrl: () => `http://127.0.0.1:${port}`,
    tlsUrl: () => `https://localhost:${tlsPort}`,
    limits: options.limits,
  })
  receiver.start()
  const server = receiver.listener().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const tls = receiver.secureListener().listen(0, '127.0.0.1')
  await once(tls, 'listening')
  const { port: tlsPort } = tls.address() as AddressInfo
  const clients: RawClient[] = []
  let running = true

  const captures = (inbox: string) =>
    receiver.captures
      .list(inbox, { limit: 500 })
      .items.reverse()
      .map(({ id }) => receiver.captures.get(id, { reveal: false }))

  async function stop(): Promise<void> {
    if (!running) return
    running = false
    await receiver.stop()
    store.close()
    for (const client of clients) await client.close()
  }

  return {
    dir, store, clock, receiver, port, tlsPort, logged, captures, stop,
    url: `http://127.0.0.1:${port}`,
    async connect() {
      const client = await rawClient(port)
      clients.push(client)
      return client
    },
    async captured(inbox, count) {
      const there = () => receiver.inboxes.get(inbox, { reveal: false }).captureCount >= count
      if (!there()) {
        await new Promise<void>((resolve) => {
          const check = () => {
            if (!there()) return
            waiting.delete(check)
            resolve()
          }
          waiting.add(check)
        })
      }
      return captures(inbox)
    },
    connections: () => new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
    changed: () =>
      new Promise((resolve) => {
        const check = () => {
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
      }),
    async untilWaiting() {
      while (receiver.waits.nextDue() === Infinity) await new Promise((resolve) => void setImmediate(resolve))
    },
    async close() {
      await stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
