/** Listens, or says in one sentence why not. */
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { StartError } from './start-error.ts'

const REASONS: Readonly<Record<string, (at: string, flag: string) => string>> = {
  EADDRINUSE: (at, flag) => `${at} is in use by another program: choose another port with ${flag}, or 0 for any free one.`,
  EACCES: (at, flag) => `${at} may not be listened on by this user: choose a port above 1023 with ${flag}.`,
  EADDRNOTAVAIL: (at) => `${at} is not an address of this machine.`,
  ENOTFOUND: (at) => `${at} is not an address of this machine.`,
}

/**
 * @param flag the option that chooses the port, for the sentence.
 * @returns the port it listens on.
 */
export async function listen(server: Server, host: string, port: number, flag: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const say = REASONS[error.code ?? '']
      const at = `${host}:${port}`
      reject(new StartError(say ? say(at, flag) : `${at} could not be listened on: ${error.message}`, { cause: error }))
    })
    server.listen(port, host, resolve)
  })
  return (server.address() as AddressInfo).port
}

/** Stops listening and ends what is open; resolves when nothing is left. */
export async function close(server: HttpServer): Promise<void> {
  if (!server.listening) return
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
