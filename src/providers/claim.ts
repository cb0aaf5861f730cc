import type { KeyObject } from 'node:crypto'

/** What a request's signature claims, in the terms in which signatures are got wrong: what a search for the mistake varies. */
export interface Claim {
  readonly algorithm: 'hmac-sha1' | 'hmac-sha256' | 'hmac-sha512' | 'ed25519'
  readonly key: {
    /** How the secret's text becomes bytes. */
    readonly encoding: 'utf8' | 'hex' | 'base64'
    /** Text before the encoded key, such as `whsec_`; empty: none. */
    readonly prefix: string
  }
  /** Of ed25519: what verifies, of a secret's text; undefined: it is no such key. */
  readonly publicKey?: (secret: string) => KeyObject | undefined
  /** What is signed: `{id}.{timestamp}.{body}`. */
  readonly content: string
  /** What the request says for a placeholder other than `body`; undefined: nothing. */
  readonly value: (name: string) => string | undefined
  /** What `{body}` stands for. */
  readonly body: Uint8Array
  /** What else may be taken for it. */
  readonly alsoBody: readonly { readonly title: string; readonly bytes: Uint8Array }[]
  /** How the signature is written. */
  readonly encoding: 'hex' | 'base64'
  /** Where it stands, for a person: `X-Hub-Signature-256`. */
  readonly place: string
  /** Of that place where it is a header. */
  readonly header: string | null
  /** The signatures that stand there. */
  readonly given: readonly string[]
}
