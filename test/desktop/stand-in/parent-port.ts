/** What Electron gives a utility process to talk to its parent with. Loaded before the engine, in its process. */
import { EventEmitter } from 'node:events'

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message)
  }
}

const parentPort = new ParentPort()
process.on('message', (data) => parentPort.emit('message', { data, ports: [] }))
// A utility process ends with its parent.
process.once('disconnect', () => process.exit(1))
Object.defineProperty(process, 'parentPort', { value: parentPort })
