import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Something that set-up cannot mend by itself: one sentence for the person, and what a failed command had to say. */
export class SetupError extends Error {
  constructor(sentence, output = '') {
    super(sentence)
    this.name = 'SetupError'
    this.output = output.trim()
  }
}

/** A line about what is going on. On stderr, because stdout may be wanted for a ready line. */
export const say = (line) => process.stderr.write(`${line}\n`)

/**
 * Runs a command to its end and keeps what it says. Resolves with `{ code, output }`; code -1: it could not be started,
 * code null: the time was up. A signal to this process ends the command first, so nothing is left behind.
 */
export function run(command, args, { cwd = ROOT, env = process.env, shell = false, timeoutMs = 0, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let timedOut = false
    const keep = (chunk) => {
      output += chunk
      onOutput?.(String(chunk))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const stop = (signal) => {
      child.kill(signal)
      child.once('exit', () => process.exit(128 + constants.signals[signal]))
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.once(signal, stop)
    const timer = timeoutMs > 0 ? setTimeout(() => ((timedOut = true), child.kill('SIGKILL')), timeoutMs) : undefined
    const done = (code) => {
      clearTimeout(timer)
      for (const signal of signals) process.removeListener(signal, stop)
      resolve({ code: timedOut ? null : code, output })
    }
    child.once('error', (error) => {
      output += error.message
      done(-1)
    })
    child.once('close', (code, signal) => done(code ?? (signal ? 128 + constants.signals[signal] : -1)))
  })
}

/** `run`, announced by one line, silent unless it fails: then throws `sentence` with the output. */
export async function quietly(announcement, sentence, command, args, options) {
  say(announcement)
  const { code, output } = await run(command, args, options)
  if (code !== 0) throw new SetupError(sentence, output)
  return output
}
