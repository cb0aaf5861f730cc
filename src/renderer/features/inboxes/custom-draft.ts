/** A signature that is described by hand, as its form has it and as the API takes it. Pure. */
import type { z } from 'zod'
import { CustomSigning } from '#contract/custom-signing.ts'

export interface CustomDraft {
  readonly header: string
  readonly format: string
  readonly content: string
  readonly algorithm: CustomSigning['algorithm']
  readonly encoding: CustomSigning['encoding']
  readonly keyEncoding: CustomSigning['key']['encoding']
  readonly keyPrefix: string
  /** One `Name: template` a line. */
  readonly headers: string
  readonly unit: CustomSigning['timestamp']['unit']
  /** Seconds; empty: as far as it likes. */
  readonly tolerance: string
}

export function draftOf(custom: CustomSigning | undefined): CustomDraft {
  const { header, format, content, algorithm, encoding, key, headers, timestamp } = custom ?? CustomSigning.parse({ header: 'X-Signature' })
  return {
    header, format, content, algorithm, encoding,
    keyEncoding: key.encoding,
    keyPrefix: key.prefix ?? '',
    headers: Object.entries(headers).map(([name, template]) => `${name}: ${template}`).join('\n'),
    unit: timestamp.unit,
    tolerance: timestamp.toleranceMs === undefined ? '' : String(timestamp.toleranceMs / 1000),
  }
}

/** What is wrong, by field of the form. */
export type CustomFaults = Partial<Record<keyof CustomDraft, string>>

export function customOf(draft: CustomDraft): { readonly custom: CustomSigning } | { readonly faults: CustomFaults } {
  const lines = draft.headers.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => /^([^:\s]+)\s*:\s*(.+)$/.exec(line) ?? line)
  const odd = lines.find((line) => typeof line === 'string')
  if (odd !== undefined) return { faults: { headers: `"${String(odd).slice(0, 60)}" is no header: write Name: {timestamp}.` } }
  if (draft.tolerance.trim() !== '' && !(Number(draft.tolerance) >= 0)) return { faults: { tolerance: 'Write seconds, such as 300.' } }
  const given: z.input<typeof CustomSigning> = {
    header: draft.header.trim(),
    format: draft.format,
    content: draft.content,
    algorithm: draft.algorithm,
    encoding: draft.encoding,
    key: { encoding: draft.keyEncoding, ...(draft.keyPrefix !== '' && { prefix: draft.keyPrefix }) },
    headers: Object.fromEntries(lines.flatMap((line): [string, string][] => (typeof line === 'string' ? [] : [[line[1] ?? '', line[2] ?? '']]))),
    timestamp: { unit: draft.unit, ...(draft.tolerance.trim() !== '' && { toleranceMs: Math.round(Number(draft.tolerance) * 1000) }) },
  }
  const parsed = CustomSigning.safeParse(given)
  if (parsed.success) return { custom: parsed.data }
  const faults: { -readonly [K in keyof CustomFaults]: CustomFaults[K] } = {}
  for (const { path, message } of parsed.error.issues) faults[fieldOf(path)] ??= message
  return { faults }
}

function fieldOf([first, second]: readonly PropertyKey[]): keyof CustomDraft {
  if (first === 'key') return second === 'prefix' ? 'keyPrefix' : 'keyEncoding'
  if (first === 'timestamp') return second === 'toleranceMs' ? 'tolerance' : 'unit'
  return first === 'format' || first === 'content' || first === 'algorithm' || first === 'encoding' || first === 'headers' ? first : 'header'
}
