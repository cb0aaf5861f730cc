/**
 * The certificate authority of a workspace: made on first use, kept in its directory, and what the TLS listener shows of it. All times
 * are the machine's, as those who judge a certificate know nothing of virtual time.
 */
import { X509Certificate, createPrivateKey, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { ProblemError } from '#contract/problem.ts'
import { TLS_FAULTS, type TlsFault } from '#contract/tls.ts'
import { createRealClock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Issued, Wanted } from './issue.ts'

const DAY = 86_400_000
const AUTHORITY_MS = 3650 * DAY
/** macOS and iOS refuse longer than 825 days, public authorities by now 200. */
const SERVER_MS = 90 * DAY
/** A new one is made when this much is left. An authority outlives what it signs. */
const SERVER_LEFT_MS = 30 * DAY
const AUTHORITY_LEFT_MS = SERVER_MS
/** The clock of whoever judges may be behind ours. */
const SKEW_MS = DAY

type Shown = 'good' | Exclude<TlsFault, 'cut'>

export interface Authority {
  /** Makes it when there is none. @throws `ProblemError('conflict')` when its files can't be used. */
  get(): Promise<Issued>
  /** Where its certificate is. */
  readonly file: string
  /** A certificate to show: a good one, or one with that fault. @throws as `get`. */
  context(shown: Shown): Promise<SecureContext>
}

export interface AuthorityDeps {
  readonly dataDir: string
  /** Host name or address at which the listener is called, besides the usual ones of this machine. */
  readonly host: string
  readonly log: Log
  /** The machine's time, ms. */
  readonly now?: () => number
}

/** Loaded when the first certificate is made: it is half a megabyte that most runs do without. */
const issuer = () => import('./issue.ts')

export function createAuthority({ dataDir, host, log, now = createRealClock().now }: AuthorityDeps): Authority {
  const files = { certificate: join(dataDir, 'ca.pem'), key: join(dataDir, 'ca-key.pem') }
  const names = [...new Set(['localhost', '127.0.0.1', '::1', ...(UNSPECIFIED.has(host) ? [] : [host])])]
  let made: Promise<Issued> | undefined
  const contexts = new Map<Shown, { readonly until: number; readonly context: Promise<SecureContext> }>()

  async function make(): Promise<Issued> {
    const at = now()
    const { issueAuthority } = await issuer()
    // Several workspaces may be trusted at one time.
    const issued = await issueAuthority({ subject: `Hookwright CA ${randomBytes(3).toString('hex')}`, from: at - SKEW_MS, to: at + AUTHORITY_MS })
    // The key first: a certificate on disk is one that has its key.
    put(files.key, issued.key, 0o600)
    put(files.certificate, issued.certificate, 0o644)
    log.info({ file: files.certificate }, 'a certificate authority was made')
    return issued
  }

  async function open(): Promise<Issued> {
    if (!existsSync(files.certificate) || !existsSync(files.key)) return make()
    const issued = read(files)
    if (Date.parse(new X509Certificate(issued.certificate).validTo) - now() > AUTHORITY_LEFT_MS) return issued
    log.warn({ file: files.certificate }, 'the certificate authority runs out: a new one was made, which has to be trusted again')
    return make()
  }

  function get(): Promise<Issued> {
    const opened = (made ??= open())
    // What is wrong with the files can be mended while we run.
    opened.catch(() => (made = undefined))
    return opened
  }

  /** What a certificate says, its fault included; all else about it is right. */
  function wanted(shown: Shown): Wanted & { readonly names: readonly string[] } {
    const at = now()
    const good = { subject: 'localhost', names, from: at - SKEW_MS, to: at + SERVER_MS }
    switch (shown) {
      case 'good':
        return good
      case 'expired':
        return { ...good, names: [TLS_FAULTS.expired.host], from: at - SERVER_MS, to: at - DAY }
      case 'wrong-host':
        return { ...good, names: ['elsewhere.invalid'] }
      case 'unknown-ca':
        return { ...good, names: [TLS_FAULTS['unknown-ca'].host] }
    }
  }

  async function show(shown: Shown): Promise<SecureContext> {
    const { from, to, ...what } = wanted(shown)
    const { issueAuthority, issueServer } = await issuer()
    const by = shown === 'unknown-ca' ? await issueAuthority({ subject: 'An unknown CA', from, to }) : await get()
    const { certificate, key } = await issueServer({ ...what, from, to }, by)
    return createSecureContext({ cert: certificate, key })
  }

  return {
    get,
    file: files.certificate,
    context(shown) {
      const known = contexts.get(shown)
      if (known && now() < known.until) return known.context
      const context = show(shown)
      contexts.set(shown, { until: now() + SERVER_MS - SERVER_LEFT_MS, context })
      context.catch(() => contexts.delete(shown))
      return context
    },
  }
}

const UNSPECIFIED: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]'])

/** Whole or not at all. */
function put(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}

function read(files: { readonly certificate: string; readonly key: string }): Issued {
  try {
    const issued = { certificate: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') }
    if (new X509Certificate(issued.certificate).checkPrivateKey(createPrivateKey(issued.key))) return issued
    throw new Error('they do not belong together')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ProblemError('conflict', `The certificate authority can't be used: ${why}. Mend ${files.certificate} and ${files.key}, or remove both to have a new one made.`, undefined, { cause: error })
  }
}
