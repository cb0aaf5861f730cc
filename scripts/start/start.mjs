import { join } from 'node:path'
import { runInPlace } from '../../bin/newer-node.mjs'
import { ROOT, say } from '../setup/quietly.mjs'
import { setUp } from '../setup/set-up.mjs'
import { findElectron, whyNoWindow } from './electron.mjs'

/** An Electron that lacks a system library or its sandbox dies at once, and not by an exit code of ours. */
const STARTED_MS = 10_000

export async function main(args) {
  const { node } = await setUp()
  const reason = whyNoWindow() ?? (await openWindow(node, args))
  if (typeof reason === 'number') return reason
  say(`No desktop window: ${reason}. Serving the UI for a browser instead.`)
  return runInPlace(node, [join(ROOT, 'bin', 'hookwright.mjs'), 'serve', ...args])
}

/** The exit code of the app once it is closed, or why it could not be opened. */
async function openWindow(node, args) {
  const { binary, reason } = await findElectron(node)
  if (!binary) return `Electron is not available, ${reason}`
  const started = Date.now()
  // Set by a tool that is an Electron program itself, it would turn ours into a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const code = await runInPlace(binary, [ROOT, ...args], { env })
  const died = code === 127 || (code > 128 && ![130, 143, 129].includes(code))
  return died && Date.now() - started < STARTED_MS ? `Electron ended at once (code ${code}; its message is above)` : code
}
