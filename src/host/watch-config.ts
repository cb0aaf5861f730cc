/** Applies a configuration when it is saved: what it says of inboxes, registrations and provider files; the rest needs a start. */
import { watch, type FSWatcher } from 'chokidar'
import type { ConfigFile } from '#contract/config-file.ts'
import { ConfigStart } from '#contract/config-file.ts'
import type { Engine } from '#engine/engine.ts'
import { readConfigFile } from './config-file.ts'
import { FaultyFile, faultText, type DataFile } from './data-file.ts'
import type { Refusal } from './declared.ts'
import { StartError } from './start-error.ts'

/** Writers save in several steps; what they do within this time is looked at once, ms. */
const SETTLE_MS = 60

interface Deps {
  readonly read: DataFile<ConfigFile>
  readonly engine: Pick<Engine, 'wall'>
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void }
  readonly apply: (config: ConfigFile) => Refusal[]
}

/** Resolves when no change is missed any more. */
export async function watchConfig({ read, engine, log, apply }: Deps): Promise<{ close(): Promise<void> }> {
  let current = read
  let cancel: (() => void) | undefined
  let closed = false
  const { file } = read

  async function reload(): Promise<void> {
    try {
      const next = await readConfigFile(file)
      if (closed) return
      const restart = Object.keys(ConfigStart.shape).filter((key) => JSON.stringify(next.data[key as keyof ConfigStart]) !== JSON.stringify(current.data[key as keyof ConfigStart]))
      if (restart.length > 0) log.warn({ file, keys: restart }, 'the configuration says something else of how to start: that counts from the next start on')
      const refusals = apply(next.data)
      for (const { path, message } of refusals) log.warn({ file, ...next.place(path), path: path.join('.') }, `refused, the rest of the configuration is applied: ${message}`)
      current = next
      watcher.add(next.data.providers)
      log.info({ file }, 'the configuration is applied')
    } catch (error) {
      if (error instanceof FaultyFile) for (const fault of error.faults) log.warn({ file, ...fault.place, path: fault.path.join('.') }, `the configuration has a fault and is not applied: ${faultText(fault)}`)
      else if (error instanceof StartError) log.warn({ file }, error.message)
      else log.warn({ err: error, file }, 'the configuration could not be applied: the next change of it tries again')
    }
  }

  const watcher: FSWatcher = watch([file, ...read.data.providers], { ignoreInitial: true })
  watcher.on('all', () => {
    cancel?.()
    cancel = engine.wall.at(engine.wall.now() + SETTLE_MS, () => void reload())
  })
  watcher.on('error', (error) => log.warn({ err: error, file }, 'the configuration is not watched any more'))
  await new Promise<void>((ready) => void watcher.once('ready', ready))
  return {
    async close() {
      closed = true
      cancel?.()
      await watcher.close()
    },
  }
}
