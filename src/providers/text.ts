/** Bytes that strangers send, as text. */

/** The text of UTF-8 bytes, a byte order mark included; null where they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Values in steps are to be looked at; the whole is there beside them. */
const SHOWN = 4_000

export const shown = (value: string): string => (value.length > SHOWN ? `${value.slice(0, SHOWN)}… (${value.length - SHOWN} more characters)` : value)
