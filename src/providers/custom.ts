/** Verifies by a signature that a user describes for an inbox, with what provider files are verified by. */
import { CUSTOM, type CustomSigning } from '#contract/custom-signing.ts'
import { claimsOf } from './from-file/claims.ts'
import { inspectorOf, type SignedFile } from './from-file/inspect.ts'
import type { Provider } from './provider.ts'
import { PUBLIC } from './signature.ts'

type Verifier = Pick<Provider, 'title' | 'verification' | 'inspect' | 'claims'>

const SETTING = 'secret'
/** An inbox's description is one object until it is changed, and asked for with each request. */
const made = new WeakMap<CustomSigning, Verifier>()

export function customVerifier(custom: CustomSigning): Verifier {
  const before = made.get(custom)
  if (before) return before
  const file = fileOf(custom)
  const asymmetric = custom.algorithm === 'ed25519'
  const inspect = inspectorOf(file)
  const claims = claimsOf(file)
  // Whoever describes a signature verifies it: there is no private key.
  const keyText = (text: string): string => (asymmetric && !text.startsWith(PUBLIC) ? PUBLIC + text : text)
  const settingsOf = ({ [SETTING]: text }: Readonly<Record<string, unknown>>): Record<string, string> => (typeof text === 'string' && text !== '' ? { [SETTING]: keyText(text) } : {})
  const verifier: Verifier = {
    title: file.title,
    verification: { scheme: CUSTOM, fields: [{ key: SETTING, label: asymmetric ? 'Public key' : 'Secret', type: 'string', secret: true, source: 'extension' }] },
    inspect: (request, settings, context) => inspect(request, settingsOf(settings), context),
    claims: (request, settings) => claims(request, settingsOf(settings)).map((claim) => ({ ...claim, ...(claim.publicKey && { publicKey: (text: string) => claim.publicKey?.(keyText(text)) }) })),
  }
  made.set(custom, verifier)
  return verifier
}

function fileOf({ algorithm, key, content, encoding, header, format, headers, timestamp: { unit, toleranceMs } }: CustomSigning): SignedFile {
  return {
    id: CUSTOM,
    title: 'A custom scheme',
    body: 'payload',
    headers,
    timestamp: { unit, tolerance: toleranceMs },
    signing: [{ algorithm, key: { ...key, setting: SETTING }, content, encoding, header, format, source: 'extension' }],
  }
}
