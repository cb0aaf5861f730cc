import { chmodSync, existsSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, run, serving, start } from './hookwright.ts'

/** A browser that writes down the address it is given; what `xdg-open` starts where $BROWSER names one. */
function browser(): { env: Record<string, string>; opened(): Promise<string> } {
  const dir = tempDir()
  const seen = join(dir, 'seen')
  const program = join(dir, 'browser')
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`)
  chmodSync(program, 0o755)
  return {
    // No desktop of the developer's may answer first.
    env: { BROWSER: program, XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '', KDE_FULL_SESSION: '', GNOME_DESKTOP_SESSION_ID: '', DISPLAY: '', WAYLAND_DISPLAY: '' },
    async opened() {
      const watcher = watch(dir)
      try {
        while (!existsSync(seen)) await new Promise((resolve) => watcher.once('change', resolve))
        return readFileSync(seen, 'utf8')
      } finally {
        watcher.close()
      }
    },
  }
}

test.runIf(process.platform === 'linux')('starts one and opens its page', async () => {
  const { env, opened } = browser()
  const running = start(['open', '--ephemeral', ...FREE_PORTS], { env })
  const link = / Page +(\S+)\n/.exec(await running.until('stdout', /stops it/))?.[1]
  expect(await opened()).toBe(link)
  running.process.kill('SIGINT')
  expect((await running.ended).code).toBe(0)
})

test.runIf(process.platform === 'linux')('where one runs already, opens the page of that one and ends', async () => {
  const data = tempDir()
  const { ready } = await serving('--data', data)
  const { env, opened } = browser()
  const { code, stdout } = await run(['open', '--data', data], { env })
  const link = `${ready.control}/#token=${ready.token}`
  expect({ code, stdout }).toEqual({ code: 0, stdout: `Hookwright ${ready.version} is already running: ${link}\n` })
  expect(await opened()).toBe(link)
})

test.runIf(process.platform === 'linux')('a run file left over from a killed one does not mislead it', async () => {
  const data = tempDir()
  const killed = await serving('--data', data)
  killed.process.kill('SIGKILL')
  await killed.ended
  const { env, opened } = browser()
  const running = start(['open', '--json', '--data', data, ...FREE_PORTS], { env })
  const ready = JSON.parse(await running.until('stdout', /\n/)) as { control: string; pid: number }
  expect(ready.pid).toBe(running.process.pid)
  expect(await opened()).toContain(ready.control)
})
