/** All of Hookwright in this process: every listener on a free port, its data gone when the test is over. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type Client } from '#client/http.ts'
import type { Hookwright } from '#host/hookwright.ts'
import { startHookwright } from '#host/start.ts'
import type { HostConfig } from '#host/config.ts'
import { onTestFinished } from 'vitest'
import { tempDir } from './temp-dir.ts'

export interface RunningHookwright extends Hookwright {
  readonly client: Client
}

export async function startForTest(config: HostConfig = {}): Promise<RunningHookwright> {
  const hookwright = await startHookwright({
    controlPort: 0,
    providerPort: 0,
    inboxPort: 0,
    tlsPort: 0,
    dataDir: tempDir(),
    seed: 1,
    persons: 20,
    logLevel: 'silent',
    pageDir: page(),
    ...config,
  })
  onTestFinished(() => hookwright.close())
  return { ...hookwright, client: createClient({ url: hookwright.ready.control, token: hookwright.ready.token }) }
}

/** Stands in for the built page, which these tests are not about. */
function page(): string {
  const dir = tempDir()
  mkdirSync(join(dir, 'assets'))
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Hookwright</title>')
  writeFileSync(join(dir, 'assets', 'page-1a2b.js'), 'export {}')
  return dir
}
