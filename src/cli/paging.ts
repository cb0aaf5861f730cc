import type { Terminal } from './terminal.ts'
import { visible } from './text.ts'

/** Tells that there is more, and how to get it. */
export function moreNote(terminal: Terminal, page: { readonly nextCursor: string | null }): void {
  if (page.nextCursor !== null) terminal.note(`There are more: add --cursor ${visible(page.nextCursor)}`)
}
