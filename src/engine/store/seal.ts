/**
 * Secrets as they stand in the database: as they are, or encrypted (AES-256-GCM) with a key that is kept elsewhere. What is encrypted
 * says so itself, so that both can be read side by side.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'

const CIPHER = 'aes-256-gcm'
/** No JSON begins like this. */
const MARK = 'sealed:1:'
const IV_BYTES = 12
const TAG_BYTES = 16
/** Encrypted beside the secrets: tells whether a key is the right one. */
const PROBE = 'hookwright'
const SETTING = 'seal'

/** The workspace can't be opened with the key at hand, or without one. */
export class SecretsSealed extends Error {
  override readonly name = 'SecretsSealed'
}

export interface Seal {
  /** Whether there is a key. */
  readonly available: boolean
  /** Whether what is written is encrypted. */
  readonly on: boolean
  /** How a secret is written. */
  close(text: string): string
  /** What was written, either way. */
  open(text: string): string
  /** Writes all that was written before the other way. @throws `ProblemError` of the store; nothing is changed then. */
  turn(on: boolean, write: (body: () => void) => void): void
}

/** Columns with secrets in them. */
const COLUMNS = [
  ['registrations', 'settings'],
  ['inboxes', 'verify'],
] as const
/** Settings that are secrets. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set(['token'])

/**
 * @param fresh the database was made just now: its secrets are encrypted from the beginning, where there is a key. One from before
 * stays as it is until somebody says otherwise, as others may open it without.
 * @throws `SecretsSealed`.
 */
export function createSeal(db: Database, key: Uint8Array | undefined, fresh: boolean): Seal {
  const kept = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?').get(SETTING)
  let on = kept !== undefined
  if (kept && !key) {
    throw new SecretsSealed(`The secrets of the workspace ${db.name} are encrypted with a key that the desktop app has from this system's key store: open it there (its Settings decrypt them), or choose another directory with --data.`)
  }
  if (kept && key && !fits(kept.value, key)) {
    throw new SecretsSealed(`The secrets of the workspace ${db.name} are encrypted with another key than this system's key store has: open it where it was made, or choose another directory with --data.`)
  }

  const close = (text: string): string => (key ? encrypted(text, key) : text)
  const open = (text: string): string => (key && text.startsWith(MARK) ? decrypted(text, key) : text)

  function turn(to: boolean, write: (body: () => void) => void): void {
    const as = (text: string): string => (to ? close(open(text)) : open(text))
    // What was there in clear is overwritten, not only let go of.
    const before = Number(db.pragma('secure_delete', { simple: true }))
    db.pragma('secure_delete = 1')
    try {
      write(() => rewrite(to, as))
    } finally {
      db.pragma(`secure_delete = ${before}`)
    }
    on = to
    db.pragma('wal_checkpoint(TRUNCATE)')
  }

  function rewrite(to: boolean, as: (text: string) => string): void {
    for (const [table, column] of COLUMNS) {
      const update = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`)
      const rows = db.prepare<[], { id: number; text: string }>(`SELECT id, ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`).all()
      for (const row of rows) update.run(as(row.text), row.id)
    }
    for (const name of SECRET_SETTINGS) {
      const row = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?').get(name)
      if (row) db.prepare('UPDATE settings SET value = ? WHERE key = ?').run(as(row.value), name)
    }
    if (to) db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)').run(SETTING, JSON.stringify(close(PROBE)))
    else db.prepare('DELETE FROM settings WHERE key = ?').run(SETTING)
  }

  if (fresh && key) turn(true, (body) => db.transaction(body).immediate())
  return {
    available: key !== undefined,
    get on() {
      return on
    },
    close: (text) => (on ? close(text) : text),
    open,
    turn,
  }
}

function encrypted(text: string, key: Uint8Array): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return MARK + Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64')
}

/** @throws for another key, or for bytes that were changed. */
function decrypted(text: string, key: Uint8Array): string {
  const bytes = Buffer.from(text.slice(MARK.length), 'base64')
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}

function fits(kept: string, key: Uint8Array): boolean {
  try {
    return decrypted(JSON.parse(kept) as string, key) === PROBE
  } catch {
    return false
  }
}
