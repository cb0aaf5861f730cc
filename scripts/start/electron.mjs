import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT, run, say } from '../setup/quietly.mjs'

/** Without a network the downloader gives up by itself within seconds; this is for one that stalls. */
const DOWNLOAD_MS = 10 * 60_000

/** Why a window cannot be opened here, or undefined when nothing speaks against it. */
export function whyNoWindow() {
  if (process.env.HOOKWRIGHT_NO_WINDOW) return 'HOOKWRIGHT_NO_WINDOW is set'
  if (process.platform !== 'linux') return undefined
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'
  // Electron's sandbox refuses root, and without its sandbox we do not open it.
  if (process.getuid() === 0) return 'Electron does not run as root'
  return undefined
}

/** `{ binary }`, fetched if this is the first time, or `{ reason }`. Electron 45 brings its binary on first use, not by npm. */
export async function findElectron(node) {
  const folder = join(ROOT, 'node_modules', 'electron')
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    const hint = setTimeout(() => say('Fetching Electron (about 110 MB, this once) ...'), 500)
    const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy
    const env = proxy ? { ...process.env, ELECTRON_GET_USE_PROXY: '1' } : process.env
    const { code, output } = await run(node, [join(folder, 'install.js')], { env, timeoutMs: DOWNLOAD_MS })
    clearTimeout(hint)
    if (code === null) return { reason: 'fetching its binary took longer than ten minutes' }
    if (code !== 0) return { reason: `its binary could not be fetched (${firstLine(output)})` }
  }
  try {
    return { binary: createRequire(import.meta.url)('electron') }
  } catch (error) {
    return { reason: firstLine(error.message) }
  }
}

const firstLine = (text) => (text.trim().split('\n')[0] ?? '').replace(/^(Type)?Error: /, '')
