/** What users do with the certificate authority. */
import { X509Certificate } from 'node:crypto'
import type { CertificateAuthority, Handshake } from '#contract/tls.ts'
import { isoTime } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { Authority } from './authority.ts'

const TRUSTED = 'trustOwnAuthority'

/** @param handshakes those that came to nothing, newest first. */
export function createAuthorityDesk(deps: { store: Store; authority: Authority; handshakes: () => Handshake[]; trustChanged: () => void }) {
  const { store, authority, handshakes, trustChanged } = deps
  const trusted = (): boolean => store.settings.get(TRUSTED) === true

  /** Makes the authority when there is none. @throws as `Authority.get`. */
  async function get(): Promise<CertificateAuthority> {
    const { certificate } = await authority.get()
    const { subject, fingerprint256, validFrom, validTo } = new X509Certificate(certificate)
    return {
      name: subject.replace(/^CN=/, ''),
      certificate,
      fingerprint: fingerprint256,
      validFrom: isoTime(Date.parse(validFrom)),
      validTo: isoTime(Date.parse(validTo)),
      file: authority.file,
      trusted: trusted(),
      handshakes: handshakes(),
    }
  }

  return {
    get,
    /** Whether our own sender trusts it, from its next connection on. */
    change(input: { readonly trusted: boolean }): Promise<CertificateAuthority> {
      store.write(() => store.settings.set(TRUSTED, input.trusted))
      trustChanged()
      return get()
    },
    /** What our own sender trusts beyond what the machine does: PEM; null: nothing. @throws as `Authority.get`. */
    trusted: async (): Promise<string | null> => (trusted() ? (await authority.get()).certificate : null),
  }
}
