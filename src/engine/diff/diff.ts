/** Two messages side by side: first line, headers, body. Pure; what the two are is `messages.ts`' business. */
import type { Headers } from '#contract/common.ts'
import type { BodyDiff, HeaderDiff, StartDiff } from '#contract/diff.ts'
import { diffBodies } from './body.ts'
import { diffHeaders } from './headers.ts'

export interface Message {
  /** The first line, taken apart: names and values. */
  readonly start: readonly (readonly [name: string, value: string])[]
  readonly headers: Headers
  /** What was kept of the body, and its bytes on the wire. */
  readonly body: Buffer
  readonly size: number
}

export interface MessageDiff {
  readonly same: boolean
  readonly start: StartDiff[]
  readonly headers: HeaderDiff[]
  readonly body: BodyDiff
}

export function diffMessages(a: Message, b: Message): MessageDiff {
  const start = diffStart(new Map(a.start), new Map(b.start))
  const headers = diffHeaders(a.headers, b.headers)
  const body = diffBodies({ bytes: a.body, size: a.size, isForm: isForm(a) }, { bytes: b.body, size: b.size, isForm: isForm(b) })
  return { same: [...start, ...headers, body].every(({ mark }) => mark === 'same'), start, headers, body }
}

function diffStart(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): StartDiff[] {
  return [...new Set([...a.keys(), ...b.keys()])].map((name) => {
    const [inA, inB] = [a.get(name) ?? null, b.get(name) ?? null]
    return { name, mark: inA === inB ? 'same' : inA === null ? 'added' : inB === null ? 'removed' : 'changed', a: inA, b: inB }
  })
}

const isForm = ({ headers }: Message): boolean => headers.some(([name, value]) => name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded\b/i.test(value))
