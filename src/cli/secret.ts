/** A secret for one command, which need not stand in the history of a shell. */
import { readFileSync } from 'node:fs'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'

export interface SecretOptions {
  readonly secret?: string
  readonly secretFile?: string
}

/** The flag, else the file, else HOOKWRIGHT_SECRET. */
export function secretFrom({ secret, secretFile }: SecretOptions): string | undefined {
  if (secret !== undefined) return secret
  if (secretFile !== undefined) return textOf(secretFile).replace(/\r?\n$/, '')
  return process.env['HOOKWRIGHT_SECRET']
}

export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Failure(EXIT.usage, `${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
