/**
 * Copies of the workspace's provider files as they were when they last had no faults, in a directory of their own beside `providers`: a
 * file that is found faulty at a start goes on as it did before the process ended. What can't be kept costs that alone, and is logged.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Log {
  warn(details: object, message: string): void
}

export interface LastGood {
  /** Undefined: there is no copy. */
  read(name: string): string | undefined
  keep(name: string, text: string): void
  /** Forgets all but these. */
  only(names: ReadonlySet<string>): void
}

export function createLastGood(dir: string, log: Log): LastGood {
  function attempt(name: string, what: () => void): void {
    try {
      what()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn({ err: error, file: name }, 'the last good copy of a provider file could not be kept')
    }
  }

  function read(name: string): string | undefined {
    try {
      return readFileSync(join(dir, name), 'utf8')
    } catch {
      return undefined
    }
  }

  return {
    read,
    keep(name, text) {
      if (read(name) === text) return
      attempt(name, () => {
        mkdirSync(dir, { recursive: true })
        // Put in place at once: half a copy would be a faulty one. A file's own name never begins with a dot.
        const part = join(dir, '.part')
        writeFileSync(part, text, { mode: 0o600 })
        renameSync(part, join(dir, name))
      })
    },
    only(names) {
      attempt('', () => {
        for (const name of readdirSync(dir)) if (!names.has(name)) rmSync(join(dir, name), { force: true })
      })
    },
  }
}
