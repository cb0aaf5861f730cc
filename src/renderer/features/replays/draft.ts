/** A run that is being set up, as its form has it, and as the API takes it. Pure. */
import { parseJson } from '#contract/json-text.ts'
import { ReplayEdit, type ReplayCreate, type ReplayPacing } from '#contract/replay.ts'
import type { JsonObject } from '#contract/common.ts'
import type { Asked } from './asked.ts'

export interface Draft {
  readonly kind: ReplayPacing['kind']
  readonly intervalMs: number
  readonly factor: number
  /** Empty: the URL of the registration. */
  readonly target: string
  /** Captures alone; empty: none, they go to the target as they came. */
  readonly through: string
  readonly resign: boolean
  readonly newIds: boolean
  /** What is done to the body. */
  readonly change: 'nothing' | 'merge' | 'body'
  readonly merge: string
  readonly body: string
  /** One `Name: value` a line. */
  readonly setHeaders: string
  /** One name a line. */
  readonly removeHeaders: string
}

/** `editing`: what is sent is to be changed, so its text is offered. */
export const newDraft = ({ captures }: Asked, editing = false): Draft => ({
  kind: 'fast', intervalMs: 100, factor: 1, target: '', through: '', resign: captures === undefined, newIds: false,
  change: editing ? 'body' : 'nothing', merge: '', body: '', setHeaders: '', removeHeaders: '',
})

/** What is wrong with it, by field. */
export type Faults = Partial<Record<'target' | 'merge' | 'body' | 'setHeaders' | 'removeHeaders', string>>

/** What is sent, or what is wrong with it. */
export function requestOf(asked: Asked, draft: Draft): { readonly body: Omit<ReplayCreate, 'dryRun'> } | { readonly faults: Faults } {
  const faults: { -readonly [K in keyof Faults]: Faults[K] } = {}
  const target = draft.target.trim()
  if (asked.captures && target === '' && draft.through === '') faults.target = 'Say where they go: a URL, or a registration.'
  if (target !== '' && !/^https?:\/\/[^/]/i.test(target)) faults.target = 'Write an absolute URL: http:// or https://.'
  const edit = editOf(draft, faults)
  if (Object.keys(faults).length > 0) return { faults }
  const pacing: ReplayPacing = draft.kind === 'fixed' ? { kind: 'fixed', intervalMs: draft.intervalMs } : draft.kind === 'original' ? { kind: 'original', factor: draft.factor } : { kind: draft.kind }
  const resign = asked.captures && draft.through === '' ? false : draft.resign
  return {
    body: {
      ...asked,
      pacing,
      resign,
      newIds: resign && draft.newIds,
      ...(target !== '' && { target }),
      ...(asked.captures && draft.through !== '' && { registrationId: draft.through }),
      ...(edit && { edit }),
    },
  }
}

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean)

function editOf(draft: Draft, faults: { -readonly [K in keyof Faults]: Faults[K] }): ReplayEdit | undefined {
  const edit: ReplayEdit = {}
  if (draft.change === 'body') edit.body = draft.body
  if (draft.change === 'merge') {
    const patch = jsonOf(draft.merge)
    if (typeof patch === 'object' && patch !== null && !Array.isArray(patch)) edit.merge = patch as JsonObject
    else faults.merge = 'Write a JSON object, such as {"surname": "Lee", "age": null}.'
  }
  const set = lines(draft.setHeaders).map((line) => /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? line)
  const odd = set.find((one) => typeof one === 'string')
  if (odd !== undefined) faults.setHeaders = `"${String(odd).slice(0, 60)}" is no header: write Name: value.`
  const pairs = set.flatMap((one): [string, string][] => (typeof one === 'string' ? [] : [[one[1] ?? '', one[2] ?? '']]))
  if (pairs.length > 0) edit.setHeaders = Object.fromEntries(pairs)
  const removed = lines(draft.removeHeaders)
  if (removed.length > 0) edit.removeHeaders = removed
  for (const { path, message } of ReplayEdit.safeParse(edit).error?.issues ?? []) {
    const field = path[0] === 'setHeaders' || path[0] === 'removeHeaders' || path[0] === 'body' || path[0] === 'merge' ? path[0] : 'setHeaders'
    faults[field] ??= `${path.length > 1 ? `${String(path.at(-1)).slice(0, 60)}: ` : ''}${message}`
  }
  return Object.keys(edit).length === 0 ? undefined : edit
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
