/** What Electron gives a utility process to talk to its parent with. Loaded before the engine, in its process. */
import { EventEmitter } from 'node:events'

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message)
  }
}

const parentPort = new ParentPort()
// What comes before anybody listens waits for that.
let early: unknown[] | undefined = []
process.on('message', (data) => {
  if (early) early.push(data)
  else parentPort.emit('message', { data, ports: [] })
})
parentPort.on('newListener', (event) => {
  if (event !== 'message' || !early) return
  const waiting = early
  early = undefined
  setImmediate(() => waiting.forEach((data) => parentPort.emit('message', { data, ports: [] })))
})
// A utility process ends with its parent.
process.once('disconnect', () => process.exit(1))
Object.defineProperty(process, 'parentPort', { value: parentPort })
