/**
 * Providers that are files: those of the product and those in the workspace's `providers` directory, which is watched. A file with faults
 * never takes anything down: what it last said goes on, or it is left out; the others run.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FILE_LIMIT, FileName, type FileFault, type ProviderFileInfo, type ProviderFileText } from '#contract/provider-file.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ProviderFiles } from '#control/handlers.ts'
import type { Engine } from '#engine/engine.ts'
import { readOpenapi } from '#providers/from-file/openapi.ts'
import { readProviderFile, type ProviderRead } from '#providers/from-file/read.ts'
import { shippedFiles } from '#providers/registry.ts'
import { watch, type FSWatcher } from 'chokidar'
import { createLastGood } from './last-good.ts'
import { listNames, settle, versionOf, type Standing } from './provider-standing.ts'

/** How often is looked whether the directory is still the one that is watched, ms. */
const LOOK_MS = 2_000
/** Writers save in several steps; what they do within this time is looked at once, ms. */
const SETTLE_MS = 60
const ENDINGS = /^[^.].*\.(yaml|yml|json)$/i

interface Deps {
  /** Of the workspace: its `providers` directory is made where it is missing. */
  readonly dataDir: string
  readonly engine: Engine
  readonly log: { warn(details: object, message: string): void }
}

export interface WatchedProviderFiles extends ProviderFiles {
  /** Resolves when no change is missed any more. */
  watch(): Promise<void>
  close(): Promise<void>
}

/** Reads them all at once. @throws when the directory can't be made. */
export function createProviderFiles({ dataDir, engine, log }: Deps): WatchedProviderFiles {
  const dir = join(dataDir, 'providers')
  mkdirSync(dir, { recursive: true })
  const lastGood = createLastGood(join(dataDir, 'providers-last-good'), log)
  const shipped = [...shippedFiles].map(([name, file]): Standing => ({ name, origin: 'shipped', faults: [], ...file }))
  let files = new Map<string, Standing>()
  let infos: readonly ProviderFileInfo[] = []
  let watcher: FSWatcher | undefined
  let cancel: (() => void) | undefined
  let cancelLook: (() => void) | undefined
  let closed = false

  function reload(): void {
    const next = new Map<string, Standing>()
    for (const name of listNames(dir, ENDINGS)) {
      const found = readText(join(dir, name))
      const before = files.get(name)
      if ('gone' in found) continue
      if (before && 'text' in found && found.text === before.text) next.set(name, before)
      else {
        const read = 'text' in found ? readOnce(found.text) : { faults: [found.fault], provider: undefined }
        const [first] = read.faults
        if (first) log.warn({ file: name, line: first.line, column: first.column, path: first.path }, `a provider file has ${read.faults.length} fault(s): ${first.message}`)
        const text = 'text' in found ? found.text : ''
        if (read.provider) lastGood.keep(name, text)
        next.set(name, { name, origin: 'workspace', text, faults: read.faults, provider: read.provider ?? before?.provider ?? readOnce(lastGood.read(name) ?? '').provider })
      }
    }
    lastGood.only(new Set(next.keys()))
    files = next
    const settled = settle([...files.values()], shipped, engine.catalog.folders)
    infos = settled.infos
    engine.provide(settled.providers, infos)
  }

  /** A store that takes no writes, say: the next change of a file tries again. */
  function reloadLogged(): void {
    try {
      reload()
    } catch (error) {
      log.warn({ err: error }, 'the provider files could not be taken')
    }
  }

  function soon(): void {
    cancel?.()
    cancel = engine.wall.at(engine.wall.now() + SETTLE_MS, reloadLogged)
  }

  async function startWatch(): Promise<void> {
    const started = (watcher = watch(dir, { ignoreInitial: true, depth: 0 }))
    started.on('all', (event, path) => {
      soon()
      if (event === 'unlinkDir' && resolve(path) === resolve(dir)) void watchAnew(started)
    })
    started.on('error', (error) => log.warn({ err: error }, 'the providers directory is not watched any more'))
    await new Promise<void>((ready) => void started.once('ready', ready))
    // What changed while the watch was set up.
    reloadLogged()
    look(started, identityOf(dir))
  }

  /** A directory that goes and comes back in one moment may do so without a word of the system: then another one is there. */
  function look(started: FSWatcher, watched: string | undefined): void {
    if (closed || watcher !== started) return
    cancelLook = engine.wall.at(engine.wall.now() + LOOK_MS, () => {
      if (closed || watcher !== started) return
      if (watched === undefined || identityOf(dir) !== watched) void watchAnew(started)
      else look(started, watched)
    })
  }

  /** A watch ends with its directory: one that is put in its place has to be watched by itself. */
  async function watchAnew(ended: FSWatcher): Promise<void> {
    try {
      // The system's word and our own look may both say that it ended.
      if (watcher !== ended) return
      watcher = undefined
      await ended.close()
      if (closed) return
      mkdirSync(dir, { recursive: true })
      await startWatch()
    } catch (error) {
      log.warn({ err: error }, 'the providers directory is not watched any more')
    }
  }

  const textOf = (name: string): string | undefined => files.get(name)?.text ?? shipped.find((file) => file.name === name)?.text

  function get(name: string): ProviderFileText {
    const text = textOf(name)
    const info = infos.find((one) => one.name === name)
    if (text === undefined || !info) throw new ProblemError('not_found', `There is no provider file ${JSON.stringify(name)}. There are: ${infos.map((one) => one.name).join(', ')}.`)
    return { ...info, text }
  }

  reload()

  return {
    list: () => [...infos],
    get,
    check: (text) => readOnce(text).faults,
    importOpenapi: readOpenapi,
    put(name, { text, version }) {
      const { faults } = readOnce(text)
      const [first] = faults
      if (first) throw new ProblemError('invalid', `${name} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`} and was not kept: line ${first.line}, column ${first.column}: ${first.path === '' ? '' : `${first.path}: `}${first.message}.`, { faults })
      if (!FileName.safeParse(name).success) throw new ProblemError('bad_request', `${JSON.stringify(name)} is no name of a provider file: letters, digits, dots, dashes and underscores, ending in .yaml, .yml or .json.`)
      const before = textOf(name)
      if (version !== undefined && (before === undefined ? version !== null : versionOf(before) !== version)) {
        throw new ProblemError('conflict', before === undefined ? `${name} is gone meanwhile: save it again to put it back.` : version === null ? `There is a file ${name} already.` : `${name} was changed meanwhile: nothing was written. Look at it as it is now, and change that.`)
      }
      // Put in place at once: a reader never sees half of it.
      const part = join(dir, `.${name}.part`)
      try {
        mkdirSync(dir, { recursive: true })
        writeFileSync(part, text, { mode: 0o600 })
        renameSync(part, join(dir, name))
      } catch (error) {
        rmSync(part, { force: true })
        throw new ProblemError('store_readonly', `${name} can't be written to ${dir}: ${error instanceof Error ? error.message : String(error)}.`, undefined, { cause: error })
      }
      reload()
      return get(name)
    },
    remove(name) {
      if (!files.has(name)) {
        if (textOf(name) !== undefined) throw new ProblemError('conflict', `${name} is part of Hookwright and stays: a workspace file with the same id takes its place.`)
        get(name)
      }
      rmSync(join(dir, name), { force: true })
      reload()
    },
    watch: startWatch,
    async close() {
      closed = true
      cancel?.()
      cancelLook?.()
      await watcher?.close()
    },
  }
}

/** Undefined: there is none. */
function identityOf(dir: string): string | undefined {
  const found = statSync(dir, { throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}:${found.birthtimeMs}`
}

function readOnce(text: string): { provider: Standing['provider']; faults: readonly FileFault[] } {
  const read: ProviderRead = readProviderFile(text)
  return 'provider' in read ? { provider: read.provider, faults: [] } : { provider: undefined, faults: read.faults }
}

/** Only plain files of bearable size are read at all. */
function readText(path: string): { text: string } | { fault: FileFault } | { gone: true } {
  const fault = (message: string) => ({ fault: { line: 1, column: 1, path: '', message } })
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return { gone: true }
    if (stat.size > FILE_LIMIT) return fault(`the file has ${stat.size} bytes, and ${FILE_LIMIT} is the most`)
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { gone: true }
    return fault(`the file can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

