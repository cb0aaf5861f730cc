/** The key that encrypts a workspace's secrets: random, kept in a file of the app that the system's key store encrypts, handed to the engine in memory. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, safeStorage } from 'electron'

const KEY_BYTES = 32

/** In base64; undefined where the system has no key store, or will not open it. Call once Electron is ready. */
export async function readDataKey(): Promise<string | undefined> {
  try {
    if (!(await hasKeyStore())) return undefined
    const file = join(app.getPath('userData'), 'data-key')
    if (existsSync(file)) return (await safeStorage.decryptStringAsync(readFileSync(file))).result
    const key = randomBytes(KEY_BYTES).toString('base64')
    writeFileSync(file, await safeStorage.encryptStringAsync(key), { mode: 0o600, flag: 'wx' })
    return key
  } catch (error) {
    console.error('The system’s key store could not be used:', error)
    return undefined
  }
}

/** Without one, Electron on Linux encrypts with a key that everybody knows: that is not worth the name. */
async function hasKeyStore(): Promise<boolean> {
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return false
  return safeStorage.isAsyncEncryptionAvailable()
}
