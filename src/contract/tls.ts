/** TLS on the receiving side: the certificate authority of a workspace, and what may be wrong with a certificate on purpose. */
import { z } from 'zod'
import { Time } from './common.ts'

export type TlsFault = 'expired' | 'wrong-host' | 'unknown-ca' | 'cut'

/**
 * What can go wrong before there is a request, by the name under which the TLS listener is called: `https://expired.localhost:4483/orders`.
 * `client` is what a usual one says; all but `unknown-ca` and `cut` show only to a client that trusts the authority.
 */
export const TLS_FAULTS: Readonly<Record<TlsFault, { readonly host: string; readonly title: string; readonly client: string }>> = {
  expired: { host: 'expired.localhost', title: 'Expired', client: 'sees a certificate that ran out yesterday (CERT_HAS_EXPIRED)' },
  'wrong-host': { host: 'wrong-host.localhost', title: 'Wrong host', client: 'sees a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID)' },
  'unknown-ca': { host: 'unknown-ca.localhost', title: 'Unknown authority', client: 'sees a certificate that nobody it trusts has signed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)' },
  cut: { host: 'cut.localhost', title: 'Cut handshake', client: 'sees the connection break before it is secure (ECONNRESET)' },
}

/** The same URL under the name that has the fault. */
export function faultyUrl(url: string, fault: TlsFault): string {
  const faulty = new URL(url)
  faulty.hostname = TLS_FAULTS[fault].host
  return faulty.href
}

/** A connection that never carried a request. */
export const Handshake = z
  .object({
    at: Time,
    peer: z.string(),
    serverName: z.string().nullable().meta({ description: 'The name that was called; null for an address, or when it never came to that.' }),
    fault: z.string().nullable().meta({ description: 'The fault that this name asks for.' }),
    why: z.string().meta({ description: 'How it ended, as far as this side can tell.' }),
  })
  .meta({ id: 'Handshake' })
export type Handshake = z.infer<typeof Handshake>

export const CertificateAuthority = z
  .object({
    name: z.string(),
    certificate: z.string().meta({ description: 'PEM.' }),
    fingerprint: z.string().meta({ description: 'SHA-256 of the certificate, as systems show it.' }),
    validFrom: Time,
    validTo: Time,
    file: z.string().meta({ description: 'Where the certificate is on the machine that runs Hookwright.' }),
    trusted: z.boolean().meta({ description: "Whether Hookwright's own sender trusts it. Other programs are not affected." }),
    handshakes: z.array(Handshake).meta({ description: 'Connections that came to nothing since the start, newest first; 50 at most.' }),
  })
  .meta({ id: 'CertificateAuthority' })
export type CertificateAuthority = z.infer<typeof CertificateAuthority>
