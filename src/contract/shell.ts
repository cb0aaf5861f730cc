/** Words of a POSIX shell. */

/** One word, whatever characters are in it. For text that is pasted and read by people; bytes go through `shellWord`. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Characters that a terminal acts on or does not show, and U+FFFD, which may stand for a bad byte. Line feeds and tabs are text. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/

/** The text that these bytes are in UTF-8; null where they are none, or hold what cannot be seen. */
export function plainText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return UNSAFE.test(text) ? null : text
  } catch {
    return null
  }
}

/** One word that holds exactly these bytes; a trailing line feed or a NUL cannot be in it where they are no plain text. */
export function shellWord(bytes: Uint8Array): string {
  const text = plainText(bytes)
  return text === null ? `"$(${printf(bytes)})"` : quoted(text)
}

/** The command that prints exactly these bytes, in ASCII. It is built into shells, so it takes more than a program's argument may hold. */
export function printf(bytes: Uint8Array): string {
  let format = ''
  for (const [at, byte] of bytes.entries()) {
    if (byte === 0x25) format += '%%'
    // Neither a quote, nor a backslash, nor what looks like an option.
    else if (byte < 0x20 || byte > 0x7e || byte === 0x27 || byte === 0x5c || (at === 0 && byte === 0x2d)) format += `\\${byte.toString(8).padStart(3, '0')}`
    else format += String.fromCharCode(byte)
  }
  return `printf '${format}'`
}
