// Runs the engine in a process of its own that kills itself, as kill -9 does, at one exact step of the walk.
// Modules go through Vite because the engine's migrations and providers are found by its glob import.
import { createServer } from 'vite'

const server = await createServer({ server: { middlewareMode: true, hmr: false, ws: false }, appType: 'custom', logLevel: 'error', optimizeDeps: { noDiscovery: true } })
const { run } = await server.ssrLoadModule('/test/helpers/killable.ts')
await run(JSON.parse(process.argv[2]))
