import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The gallery is a page of its own, which is not in the product's build: `npm run gallery` shows it, and test/e2e/gallery.spec.ts builds it in memory. */
export default defineConfig({ root: import.meta.dirname, plugins: [react()], logLevel: 'warn' })
