/** All of Hookwright in a process of its own: its first argument is the `HostConfig`. It prints one line when it is ready, as `serve --json` does. */
import { flushCompileCache } from 'node:module'
import type { HostConfig } from '#host/config.ts'
import { startHookwright } from '#host/start.ts'

const hookwright = await startHookwright(JSON.parse(process.argv[2] ?? '{}') as HostConfig)
console.log(JSON.stringify(hookwright.ready))
// Else only a process that ends by itself leaves its compiled code to the next.
flushCompileCache()
