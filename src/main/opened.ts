/**
 * What the system wants opened, on its way to the page: files and links from the command line, from a second start, from the
 * desktop. It waits until the page takes it, so that nothing is lost while the page is not there yet.
 */
import { readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { IMPORT_BYTES } from '#contract/capture-file.ts'
import { PLACES } from '#contract/desktop.ts'
import type { Opened } from '#contract/desktop.ts'

export const LINK_SCHEME = 'hookwright'
const BUNDLE = /\.hookwright\.json$/i
/** More than a person opens at once; what is over is dropped. */
const MOST = 20
/** `hookwright://deliveries/dlv_12`: a room and at most one thing in it. No query, no fragment, nothing that could be taken for one. */
const LINK = /^hookwright:\/\/([a-z]{1,20})(?:\/([A-Za-z0-9_-]{1,64}))?\/?$/

export const isLink = (argument: string): boolean => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`)

/** The address within the page; undefined: a link that is not one of ours, which opens nothing. Anybody can make a person click one. */
export function placeOf(link: string): string | undefined {
  const [, room = '', thing] = LINK.exec(link) ?? []
  return Object.hasOwn(PLACES, room) ? `/${room}${thing === undefined ? '' : `/${thing}`}` : undefined
}

/** A file's content, for the page to ask what is in it. */
export function fileAt(path: string): Opened {
  const name = basename(path)
  try {
    const { size } = statSync(path)
    if (size > IMPORT_BYTES) return { kind: 'notice', message: `${name} is too large to be imported.` }
    return { kind: 'file', name, bytes: new Uint8Array(readFileSync(path)) }
  } catch (error) {
    return { kind: 'notice', message: `${name} could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).` }
  }
}

/** What the arguments of a start name; `cwd` is where they were given. Flags are not looked at. */
export function openedBy(args: readonly string[], cwd: string): Opened[] {
  return args.flatMap((argument): Opened[] => {
    if (argument.startsWith('-')) return []
    if (isLink(argument)) {
      const path = placeOf(argument)
      return path === undefined ? [] : [{ kind: 'place', path }]
    }
    return BUNDLE.test(argument) ? [fileAt(resolve(cwd, argument))] : []
  })
}

/** @param nudge tells the page, where there is one, that something waits for it. */
export function createHandOver(nudge: () => void) {
  let waiting: Opened[] = []
  return {
    give(opened: readonly Opened[]): void {
      if (opened.length === 0) return
      waiting = [...waiting, ...opened].slice(0, MOST)
      nudge()
    },
    take(): Opened[] {
      const taken = waiting
      waiting = []
      return taken
    },
  }
}
