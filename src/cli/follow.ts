import { createClient, UnreachableError } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { LiveChange } from '#contract/live.ts'
import { findInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { stopRequest } from './stop-request.ts'
import type { Terminal } from './terminal.ts'

/**
 * Hands on each change from now on, until the user stops it or reads no more. An instance that was restarted is found again, at another
 * port too, and nothing of it is missed. Throws `Failure` when there is none to begin with.
 */
export async function follow(terminal: Terminal, options: ConnectOptions, take: (change: LiveChange, client: Client) => Promise<void>): Promise<void> {
  const stop = new AbortController()
  void stopRequest().then(() => stop.abort())
  const client = foundAnew(options)
  let opened = false
  let lost = false
  const feed = followLive(client, {
    signal: stop.signal,
    onState: (state, cause) => {
      if (state === 'open') opened = true
      if (state !== 'lost' || lost) return
      if (!opened) throw cause
      lost = true
      terminal.note('The instance is gone; this goes on when it is back (Ctrl+C ends it).')
    },
  })
  try {
    for await (const event of feed) {
      lost = false
      if (event.event === 'hello' && event.data.reset) terminal.note('This workspace does not know what came last: something may be missing here. `hookwright deliveries` and `hookwright inbox captures` list all there is.')
      if (event.event === 'changes') for (const change of event.data.changes) if (!stop.signal.aborted) await take(change, client)
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
  // What still waits for a reader would keep the process from ending.
  process.exit(process.exitCode ?? EXIT.fine)
}

/** A client that looks for the instance at every call. While there is none, that is an address which does not answer: worth another try. */
function foundAnew(options: ConnectOptions): Client {
  let last = findInstance(options, process.env)
  const client = (): Client => {
    try {
      last = findInstance(options, process.env)
    } catch (error) {
      if (error instanceof Failure && error.code === EXIT.noInstance) throw new UnreachableError(last.url, { cause: error })
      throw error
    }
    return createClient(last)
  }
  return {
    get url() {
      return last.url
    },
    call: async (operation, ...input) => client().call(operation, ...input),
    open: async (operation, ...input) => client().open(operation, ...input),
  }
}
