/** A module of this folder as one file that node runs, for children that must be up at once: through Vite each start costs a second. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { shippedProviders } from '../../scripts/vite/shipped-providers.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Bundle {
  readonly file: string
  /** For the child: node keeps the compiled code of one start for the next ones. */
  readonly env: Readonly<Record<string, string>>
}

/** Call at the top of a test file: it is built before the first test and removed after the last. */
export function bundled(entry: string): Bundle {
  // Below the repository, where the native package beside it is found.
  const cache = join(ROOT, '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'bundle-'))
  // Some run it as another user.
  chmodSync(outDir, 0o755)
  beforeAll(async () => {
    await build({
      configFile: false,
      root: ROOT,
      logLevel: 'error',
      plugins: [shippedProviders()],
      ssr: { noExternal: true, external: ['better-sqlite3'] },
      build: {
        ssr: true,
        outDir,
        emptyOutDir: false,
        target: 'esnext',
        rollupOptions: { input: [join(ROOT, 'test', 'helpers', entry), join(ROOT, 'src', 'engine', 'store', 'checkpointer.ts')], output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
      },
    })
  }, 60_000)
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))
  return { file: join(outDir, `${basename(entry, '.ts')}.mjs`), env: { NODE_COMPILE_CACHE: join(outDir, 'compiled') } }
}
