import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: { index: 'src/main/index.ts', cli: 'src/cli/main.ts' },
        // All in one folder: the host looks for the built page beside the file it is bundled into.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload cannot be an ES module.
  preload: { build: { rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } } },
  renderer: {
    plugins: [react()],
    // Pages live at /deliveries/dlv_1: what they load must not be looked for beside that.
    base: '/',
    // The policy of the page allows no data: fonts, and no source maps are served.
    build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: true },
  },
})
