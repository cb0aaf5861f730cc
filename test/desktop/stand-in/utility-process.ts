import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onAsk, tell } from './driver.ts'

const PARENT_PORT = fileURLToPath(new URL('./parent-port.ts', import.meta.url))

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  pid: number | undefined

  constructor(child: ChildProcess) {
    super()
    this.#child = child
    child.once('spawn', () => {
      this.pid = child.pid
      this.emit('spawn')
    })
    child.on('message', (message) => this.emit('message', message))
    child.once('exit', (code) => {
      this.pid = undefined
      tell('engine-exit', child.pid)
      this.emit('exit', code ?? 1)
    })
  }

  postMessage(message: unknown): void {
    // To one that has just been killed nothing is sent, as with the real one.
    if (this.#child.connected) this.#child.send(message as object, () => undefined)
  }

  kill(): boolean {
    tell('engine-killed')
    return this.#child.kill()
  }
}

const children = new Set<ChildProcess>()

export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: { env?: NodeJS.ProcessEnv } = {}): UtilityProcess {
    const child = fork(modulePath, args, { env: { ...options.env, STAND_IN_APP_DATA: undefined }, execArgv: ['--import', PARENT_PORT], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    children.add(child)
    child.once('exit', () => children.delete(child))
    tell('engine-fork', { pid: child.pid, args })
    return new UtilityProcess(child)
  },
}

onAsk('engine-pid', () => [...children][0]?.pid)
