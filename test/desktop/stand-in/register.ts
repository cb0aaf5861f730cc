/**
 * A stand-in for the `electron` module, for machines that cannot have Electron's binary: `node --import register.ts out/main/index.js`
 * runs the real built shell in plain Node, with the real engine in a child process and a real Chromium page as its window.
 * What it cannot show is Electron itself: native windows and menus, process sandboxes, the isolation of the preload's world.
 */
import { registerHooks } from 'node:module'

const STAND_IN = new URL('./electron.ts', import.meta.url).href

// Where the shell does something else on another system.
const { STAND_IN_PLATFORM: platform } = process.env
if (platform) Object.defineProperty(process, 'platform', { value: platform })

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context)),
})
