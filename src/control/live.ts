/**
 * The changes feed as server-sent events. Each connection has its own cursor into the changes table: one that comes back
 * misses nothing, and a slow one is told the newest state of each thing once, instead of every step on the way.
 */
import { jsonText } from '#contract/json-text.ts'
import type { Status } from '#contract/live.ts'
import type { Engine } from '#engine/engine.ts'
import type { RequestHandler, Response } from 'express'

/** Between two looks of one connection, so that a flood becomes few large messages. Milliseconds of real time. */
const PACE_MS = 30
/** Status at most this often. */
const STATUS_MS = 250
/** A comment, so that both sides notice a connection that has silently gone. */
const HEARTBEAT_MS = 15_000

export interface LiveFeed {
  readonly handler: RequestHandler
  /** How many follow. */
  open(): number
  /** Ends every connection: a listener that is to close waits for them. */
  close(): void
}

export function createLiveFeed(engine: Engine, status: () => Status): LiveFeed {
  const open = new Set<Response>()

  const handler: RequestHandler = (request, response) => {
    const { feed, wall } = engine
    const lastEventId = request.headers['last-event-id']
    const resumed = typeof lastEventId === 'string' ? feed.resume(lastEventId) : undefined
    let cursor = resumed ?? feed.seq()
    let statusAt = 0
    let pending = false
    let statusPending = false
    let blocked = false
    let ended = false
    const cancels = new Set<() => void>()
    const after = (ms: number, run: () => void): void => {
      const cancel = wall.at(wall.now() + ms, () => {
        cancels.delete(cancel)
        run()
      })
      cancels.add(cancel)
    }

    const say = (event: string, data: unknown, withId: boolean): void => {
      const id = withId ? `id: ${feed.workspace}.${cursor}\n` : ''
      blocked = !response.write(`event: ${event}\n${id}data: ${jsonText(data)}\n\n`)
    }

    const look = (): void => {
      pending = false
      if (ended || blocked) return
      const { seq, changes } = feed.read(cursor)
      cursor = seq
      if (changes.length > 0) say('changes', { seq, changes }, true)
      if (cursor < feed.seq()) return soon()
      sayStatus()
    }
    const soon = (): void => {
      if (pending || ended) return
      pending = true
      after(PACE_MS, look)
    }
    const sayStatus = (): void => {
      if (statusPending) return
      statusPending = true
      after(Math.max(0, statusAt + STATUS_MS - wall.now()), () => {
        statusPending = false
        if (ended || blocked) return
        statusAt = wall.now()
        say('status', status(), false)
      })
    }
    const beat = (): void => {
      if (!blocked) response.write(': still here\n\n')
      after(HEARTBEAT_MS, beat)
    }

    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    open.add(response)
    say('hello', { workspace: feed.workspace, seq: cursor, reset: lastEventId !== undefined && resumed === undefined }, true)
    const stopWaking = feed.onWake(soon)
    response.on('drain', () => {
      blocked = false
      soon()
    })
    response.on('close', () => {
      ended = true
      open.delete(response)
      stopWaking()
      for (const cancel of cancels) cancel()
    })
    after(HEARTBEAT_MS, beat)
    soon()
  }

  return {
    handler,
    open: () => open.size,
    close() {
      for (const response of open) response.end()
    },
  }
}
