import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

/** A key store of that name, with a key of its own; without one Electron knows `basic_text` alone. */
const store = process.env['STAND_IN_KEY_STORE']
const key = createHash('sha256').update(store ?? '').digest()
const iv = Buffer.alloc(16)

export const safeStorage = {
  getSelectedStorageBackend: () => (store === undefined ? 'basic_text' : 'gnome_libsecret'),
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync(text: string): Promise<Buffer> {
    const cipher = createCipheriv('aes-256-cbc', key, iv)
    return Promise.resolve(Buffer.concat([cipher.update(text), cipher.final()]))
  },
  decryptStringAsync(bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-cbc', key, iv)
    return Promise.resolve({ result: Buffer.concat([decipher.update(bytes), decipher.final()]).toString(), shouldReEncrypt: false })
  },
}
