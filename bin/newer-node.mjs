/**
 * Finds a Node that is new enough and runs a program with it as if it had been started directly.
 * Kept in the syntax of Node 12, because an old Node has to get through this file to be told that it is too old.
 */
import { spawn } from 'child_process'
import { existsSync, readFileSync } from 'fs'
import { createRequire } from 'module'
import { constants } from 'os'
import { dirname, join } from 'path'

/** The oldest Node that the built program and its dependencies run on. */
export const NEEDED = '22.19.0'

/** Marks a child whose IPC channel is only there to tell it that its launcher has died. */
const LAUNCHED = 'HOOKWRIGHT_LAUNCHED'
/** One Ctrl+C can arrive twice: from the terminal and from npm. A second one that a person meant comes later than this. */
const SAME_KEYPRESS_MS = 500

/** Whether `version` ("22.3.0", a leading v is fine) is at least `needed`. */
export function atLeast(version, needed) {
  const have = version.replace(/^v/, '').split('.').map(Number)
  const want = needed.split('.').map(Number)
  for (let i = 0; i < want.length; i += 1) {
    if ((have[i] || 0) !== want[i]) return (have[i] || 0) > want[i]
  }
  return true
}

/** The binary that npm's `node` package put beside the program at `from` (a file URL), or undefined. */
export function findNewerNode(from) {
  let manifest
  try {
    manifest = createRequire(from).resolve('node/package.json')
  } catch {
    return undefined
  }
  if (!atLeast(JSON.parse(readFileSync(manifest, 'utf8')).version, NEEDED)) return undefined
  return ['node.exe', 'node'].map((name) => join(dirname(manifest), 'bin', name)).find((file) => existsSync(file) && !isPlaceholder(file))
}

/** On Windows the package leaves a text file called `node` beside node.exe. */
function isPlaceholder(file) {
  return process.platform === 'win32' && !file.endsWith('.exe')
}

/**
 * Runs `command` in this process's place: same terminal, each signal passed on once, its exit code (128 + n after signal n).
 * The child gets a process group of its own, so that Ctrl+C reaches it through here alone, and ends when this process is killed.
 * Resolves with the code to exit with.
 */
export function runInPlace(command, args, options) {
  const env = Object.assign({}, (options && options.env) || process.env, { [LAUNCHED]: '1' })
  const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env, detached: process.platform !== 'win32' })
  const last = {}
  const passOn = (signal) => {
    const now = Date.now()
    if (last[signal] && now - last[signal] < SAME_KEYPRESS_MS) return
    last[signal] = now
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, passOn)
  // A stopped launcher must not leave a running child behind the shell's back.
  const pause = () => {
    child.kill('SIGSTOP')
    process.kill(process.pid, 'SIGSTOP')
  }
  const resume = () => child.kill('SIGCONT')
  if (process.platform !== 'win32') {
    process.on('SIGTSTP', pause)
    process.on('SIGCONT', resume)
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code))
  })
}

/** In a child of `runInPlace`: ends in the ordinary way (as by SIGTERM) when the launcher is gone. Elsewhere: does nothing. */
export function endWithLauncher() {
  if (!process.env[LAUNCHED]) return
  delete process.env[LAUNCHED]
  if (!process.channel) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // The listener alone would keep a finished command from ending.
  process.channel.unref()
}
