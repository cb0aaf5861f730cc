import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ROOT, SetupError, say } from './quietly.mjs'

const FOLDER = join(ROOT, '.cache')
const FILE = join(FOLDER, 'setup.lock')

/** Runs `work` while no other set-up of this checkout is under way: two that install or build at once would break each other. */
export async function alone(work) {
  await take()
  const release = () => rmSync(FILE, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.removeListener('exit', release)
  }
}

async function take() {
  let waited = false
  for (;;) {
    try {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(FILE, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw new SetupError(`The checkout cannot be written to: ${error.message}.`)
    }
    const holder = heldBy()
    if (holder !== undefined && !isAlive(holder)) rmSync(FILE, { force: true })
    else {
      if (!waited) say(`Waiting for another set-up of this checkout (process ${holder ?? 'unknown'}) ...`)
      waited = true
      await pause(200)
    }
  }
}

function heldBy() {
  try {
    return Number(readFileSync(FILE, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
