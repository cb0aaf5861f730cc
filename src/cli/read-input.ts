import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { IMPORT_BYTES } from '#contract/capture-file.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'

/** A file of captures, or with `-` what is piped in. @throws `Failure` for one that can't be read, or is too large. */
export async function contentOf(file: string): Promise<Blob> {
  try {
    if (file === '-') return await piped()
    const { size } = await stat(file)
    if (size > IMPORT_BYTES) throw new Failure(EXIT.usage, tooLarge(file, size))
    return await openAsBlob(file)
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw new Failure(EXIT.usage, `${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

const tooLarge = (file: string, size: number): string => `${file} has ${size} bytes: ${IMPORT_BYTES} are taken at most. Split it, and import the parts.`

async function piped(): Promise<Blob> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > IMPORT_BYTES) throw new Failure(EXIT.usage, tooLarge('what is piped in', size))
    chunks.push(chunk)
  }
  return new Blob(chunks)
}
