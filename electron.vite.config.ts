import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { licences } from './scripts/vite/licences.ts'
import { shippedProviders } from './scripts/vite/shipped-providers.ts'

/**
 * The page is served over HTTP and lives at paths such as /deliveries/dlv_1: what it loads must not be looked for beside that.
 * electron-vite insists on relative addresses, for pages loaded from files.
 */
const absoluteAddresses: Plugin = { name: 'absolute-addresses', config: { order: 'post', handler: (config) => void (config.base = '/') } }

export default defineConfig({
  main: {
    plugins: [shippedProviders(), licences('out/bundled-main.json')],
    build: {
      // What package.json names under `dependencies` stays outside. zod is there for the types of `hookwright/testing` alone.
      externalizeDeps: { exclude: ['zod'] },
      rollupOptions: {
        input: { index: 'src/main/index.ts', cli: 'src/cli/main.ts', testing: 'src/testing/index.ts', checkpointer: 'src/engine/store/checkpointer.ts' },
        // All in one folder: the host looks for the built page beside the file it is bundled into.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload cannot be an ES module.
  preload: { build: { rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } } },
  renderer: {
    plugins: [react(), absoluteAddresses, licences('out/bundled-renderer.json')],
    // The policy of the page allows no data: fonts, and no source maps are served.
    build: { minify: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: true },
  },
})
