/** `npm run bench [-- name ...]`: sets up what is missing, then runs the benchmarks, or those named, and prints one table. */
import { join } from 'node:path'
import { runInPlace } from '../bin/newer-node.mjs'
import { begin } from './setup/entry.mjs'
import { ROOT } from './setup/quietly.mjs'

begin(async () => {
  const { setUp } = await import('./setup/set-up.mjs')
  return {
    async main(args) {
      const { node, chromium } = await setUp({ chromium: args.length === 0 || args.includes('ui') })
      if (chromium) process.env.HOOKWRIGHT_CHROMIUM = chromium
      return runInPlace(node, [join(ROOT, 'bench', 'main.ts'), ...args])
    },
  }
})
