/** Makes X.509 certificates on P-256 keys. Pure: nothing is kept, and what time it is comes from the caller. */
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { BitString, Integer, OctetString, Utf8String } from 'asn1js'
import { AttributeTypeAndValue, AuthorityKeyIdentifier, BasicConstraints, Certificate, ExtKeyUsage, Extension, GeneralName, GeneralNames, type RelativeDistinguishedNames } from 'pkijs'

export interface Issued {
  /** PEM. */
  readonly certificate: string
  /** PEM, PKCS #8. */
  readonly key: string
}

export interface Wanted {
  /** Common name. */
  readonly subject: string
  /** ms. */
  readonly from: number
  readonly to: number
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const COMMON_NAME = '2.5.4.3'
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const ID = { subjectKey: '2.5.29.14', keyUsage: '2.5.29.15', altName: '2.5.29.17', basicConstraints: '2.5.29.19', authorityKey: '2.5.29.35', extKeyUsage: '2.5.29.37' } as const
/** RFC 5280, 4.2.1.3, the first bit first: digitalSignature; keyCertSign and cRLSign. */
const USAGE = {
  sign: new BitString({ valueHex: new Uint8Array([0b1000_0000]), unusedBits: 7 }),
  signCertificates: new BitString({ valueHex: new Uint8Array([0b0000_0110]), unusedBits: 1 }),
} as const
const DNS_NAME = 2
const IP_ADDRESS = 7

/** A certificate that signs others, signed by itself. */
export async function issueAuthority({ subject, from, to }: Wanted): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const certificate = await draft({ subject, from, to }, keys.publicKey)
  name(certificate.issuer, subject)
  certificate.extensions = [
    extension(ID.basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
    extension(ID.keyUsage, true, USAGE.signCertificates),
    extension(ID.subjectKey, false, new OctetString({ valueHex: keyId(certificate) })),
  ]
  return signed(certificate, keys.privateKey, keys.privateKey)
}

/** A server's certificate for these host names and addresses, signed by an authority. */
export async function issueServer({ names, ...wanted }: Wanted & { readonly names: readonly string[] }, by: Issued): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  const authority = Certificate.fromBER(bytesOf(by.certificate))
  const certificate = await draft(wanted, keys.publicKey)
  certificate.issuer = authority.subject
  certificate.extensions = [
    extension(ID.basicConstraints, true, new BasicConstraints().toSchema()),
    extension(ID.keyUsage, true, USAGE.sign),
    extension(ID.extKeyUsage, false, new ExtKeyUsage({ keyPurposes: [SERVER_AUTH] }).toSchema()),
    extension(ID.altName, false, new GeneralNames({ names: names.map(generalName) }).toSchema()),
    extension(ID.subjectKey, false, new OctetString({ valueHex: keyId(certificate) })),
    extension(ID.authorityKey, false, new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyId(authority) }) }).toSchema()),
  ]
  return signed(certificate, keys.privateKey, await webcrypto.subtle.importKey('pkcs8', bytesOf(by.key), CURVE, false, ['sign']))
}

async function draft({ subject, from, to }: Wanted, key: webcrypto.CryptoKey): Promise<Certificate> {
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ valueHex: serial() }) })
  name(certificate.subject, subject)
  certificate.notBefore.value = new Date(from)
  certificate.notAfter.value = new Date(to)
  await certificate.subjectPublicKeyInfo.importKey(key)
  return certificate
}

async function signed(certificate: Certificate, own: webcrypto.CryptoKey, by: webcrypto.CryptoKey): Promise<Issued> {
  await certificate.sign(by, 'SHA-256')
  return { certificate: pem('CERTIFICATE', certificate.toSchema(true).toBER()), key: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', own)) }
}

/** 126 random bits, positive and never shorter: RFC 5280 wants a positive number of at most 20 bytes. */
function serial(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

const name = (of: RelativeDistinguishedNames, value: string): void => void of.typesAndValues.push(new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value }) }))

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension => new Extension({ extnID, critical, extnValue: value.toBER() })

/** RFC 5280, 4.2.1.2, method 1. It only names a key: that SHA-1 is weak does not matter. */
const keyId = ({ subjectPublicKeyInfo }: Certificate): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha1').update(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest())

function generalName(host: string): GeneralName {
  if (isIP(host) === 0) return new GeneralName({ type: DNS_NAME, value: host })
  return new GeneralName({ type: IP_ADDRESS, value: new OctetString({ valueHex: addressBytes(host) }) })
}

/** A URL spells every address in one way: `[::1]`, and IPv4 within IPv6 in hexadecimal. */
function addressBytes(address: string): Uint8Array<ArrayBuffer> {
  if (isIP(address) === 4) return new Uint8Array(address.split('.').map(Number))
  const groups = (part = ''): string[] => part.split(':').filter((group) => group !== '')
  const [head, tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const zeros = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...new Array<string>(zeros).fill('0'), ...groups(tail)]
  return new Uint8Array(all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]))
}

const bytesOf = (text: string): Buffer<ArrayBuffer> => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64')
const pem = (label: string, bytes: ArrayBuffer): string => `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
