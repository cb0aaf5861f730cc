/** What a format of captures is: each is one file below `formats/`. */
import type { BundleInbox } from '#contract/bundle.ts'
import { EntryFault, type Entry } from './entry.ts'
import { JsonFault, find, lineOf, parsed, parts } from './json-walk.ts'

/** What a file holds, one after the other. */
export type Item =
  | { readonly at: string; readonly entry: Entry }
  /** How an inbox was set up. */
  | { readonly at: string; readonly inbox: BundleInbox }
  /** Cannot be imported; `at` is its place in the file, for people. */
  | { readonly at: string; readonly fault: string }

/** What a reader is told besides the bytes. */
export interface ReadContext {
  /** The time of what has none, ms. */
  readonly now: number
}

/** Never throws: what is wrong is an item. */
export type Read = (bytes: Buffer, context: ReadContext) => Iterable<Item>

/** What a writer is told besides the entries. */
export interface WriteContext {
  readonly now: number
  readonly version: string
  /** Origin of the inbox listener, for requests that do not say where they went. */
  readonly base: string
  readonly inboxes: readonly BundleInbox[]
}

/** In pieces, so that no more than an entry is held. */
export type Write = (entries: AsyncIterable<Entry>, context: WriteContext) => AsyncIterable<string | Uint8Array>

/** Reads one piece of a file. */
export function itemOf(at: string, read: () => Entry | { inbox: BundleInbox }): Item {
  try {
    const got = read()
    return 'inbox' in got ? { at, inbox: got.inbox } : { at, entry: got }
  } catch (error) {
    if (error instanceof EntryFault) return { at, fault: error.message }
    if (error instanceof JsonFault) return { at, fault: `It is no capture: ${error.message}.` }
    if (error instanceof SyntaxError) return { at, fault: `It is no JSON: ${error.message}` }
    throw error
  }
}

/** One entry of a JSON list at a time; a list that was cut off gives what came before. `path` empty: the list is the whole file. */
export function* listed(bytes: Buffer, path: readonly string[], read: (value: unknown) => Entry | { inbox: BundleInbox }): Generator<Item, void> {
  const list = find(bytes, path)
  if (!list) return
  let number = 0
  try {
    for (const { start, end, cut } of parts(bytes, list.start)) {
      const at = `entry ${++number}`
      yield cut ? { at, fault: 'The file ends in the middle of it.' } : itemOf(at, () => read(parsed(bytes.subarray(start, end))))
    }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    yield { at: `line ${lineOf(bytes, error.at)}`, fault: `The file is no JSON from here on: ${error.message}. What comes after is not read.` }
  }
}
