import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import type { Behave } from './behave.ts'

const CHUNK = Buffer.alloc(2 ** 20)
/** The latest, as packing a large one takes seconds of another thread: its size, and a thousandth of that. */
let latest: { readonly size: number; readonly bytes: Promise<Buffer> } | null = null

function* zeros(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= CHUNK.length) yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK
}

/** A small body that becomes a thousand times as large when it is decoded. Never unpacked here. */
export const bomb: Behave<'bomb'> = async ({ status, size }, wire) => {
  if (latest?.size !== size) latest = { size, bytes: buffer(Readable.from(zeros(size)).pipe(createGzip({ level: 9 }))) }
  const bytes = await latest.bytes
  return wire.answer({ status, headers: [['Content-Type', 'application/json'], ['Content-Encoding', 'gzip'], ['Content-Length', String(bytes.length)]], body: bytes })
}
