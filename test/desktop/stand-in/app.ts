import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onAsk, tell } from './driver.ts'

/** An event whose default a listener may prevent. */
export function preventable<T extends object>(details: T): T & { preventDefault(): void; defaultPrevented: boolean } {
  const event = { ...details, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) }
  return event
}

/** Something that is closed before the app ends: its windows, its browser. */
interface Closing {
  readonly close: () => Promise<void>
}

class App extends EventEmitter {
  readonly isPackaged = false
  readonly name = 'hookwright'
  readonly windows = new Set<Closing>()
  readonly commandLine = { hasSwitch: (name: string) => process.argv.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)) }
  /** The system's folder for the data of applications, one per test. */
  readonly paths = new Map([['appData', process.env['STAND_IN_APP_DATA'] ?? '']])
  #lock: string | undefined
  #loginItem = false
  #quitting = false

  enableSandbox(): void {
    tell('sandbox-enabled')
  }

  getPath(name: string): string {
    const path = this.paths.get(name)
    if (!path) throw new Error(`The stand-in has no path "${name}".`)
    return path
  }

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true })
    this.paths.set(name, path)
  }

  getAppPath(): string {
    return '/where the app is'
  }

  /** The list of macOS and Windows. */
  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: this.#loginItem }
  }

  setLoginItemSettings(settings: { openAtLogin: boolean }): void {
    this.#loginItem = settings.openAtLogin
    tell('login-item', settings)
  }

  /** Kept in the user's folder as Electron does; the first is told by a signal, and finds what is handed over beside the lock. */
  requestSingleInstanceLock(handedOver: unknown): boolean {
    const file = join(this.getPath('userData'), 'lock')
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
    } catch {
      writeFileSync(join(this.getPath('userData'), `second-${process.pid}`), JSON.stringify(handedOver))
      process.kill(Number(readFileSync(file, 'utf8')), 'SIGUSR2')
      return false
    }
    this.#lock = file
    process.on('SIGUSR2', () => {
      const folder = this.getPath('userData')
      for (const name of readdirSync(folder).filter((one) => one.startsWith('second-'))) {
        const given: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
        rmSync(join(folder, name))
        // Chromium's own copy of the arguments is in another order, and not to be relied on.
        this.emit('second-instance', {}, [], '/', given)
      }
    })
    return true
  }

  /** Electron is ready once the main file has been evaluated. */
  whenReady(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  /** In Electron's order: before-quit, every window's close, will-quit, which may put it off. */
  quit(): void {
    void this.#quit()
  }

  exit(code = 0): void {
    void this.#end(code)
  }

  async #quit(): Promise<void> {
    if (this.#quitting) return
    this.#quitting = true
    this.emit('before-quit', preventable({}))
    for (const window of this.windows) await window.close()
    const event = preventable({})
    this.emit('will-quit', event)
    this.#quitting = false
    if (!event.defaultPrevented) await this.#end(0)
  }

  async #end(code: number): Promise<void> {
    tell('exit', code)
    for (const window of this.windows) await window.close()
    if (this.#lock) rmSync(this.#lock, { force: true })
    process.exit(code)
  }
}

export const app = new App()

// On POSIX Electron turns these into an orderly quit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
onAsk('quit', () => app.quit())
// How macOS says that a link or a file is to be opened.
onAsk('open-url', (url: string) => app.emit('open-url', preventable({}), url))
onAsk('open-file', (path: string) => app.emit('open-file', preventable({}), path))
