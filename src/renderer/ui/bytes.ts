/** The bytes behind base64, which is how the API carries what was on the wire. */
export function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/** Read as UTF-8; bytes that are none become U+FFFD, which is shown as what it is. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

export interface HexRow {
  readonly offset: string
  readonly hex: string
  readonly text: string
}

/** Sixteen bytes a line: offset, values in two groups, and the printable ones as characters. */
export function hexRows(bytes: Uint8Array): HexRow[] {
  const rows: HexRow[] = []
  for (let from = 0; from < bytes.length; from += 16) {
    const line = [...bytes.subarray(from, from + 16)]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0'))
    rows.push({
      offset: from.toString(16).padStart(6, '0'),
      hex: `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`.padEnd(48),
      text: line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    })
  }
  return rows
}
