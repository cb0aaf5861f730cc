import type { JsonObject } from '#contract/common.ts'
import type { Provider } from '../provider.ts'
import { publicKeyOf, readSignatureHeader } from '../signature.ts'
import { readerOf, type SignedFile } from './inspect.ts'

/** One for each signature of the file. */
export function claimsOf(file: SignedFile): Provider['claims'] {
  const read = readerOf(file)
  return (request, settings) => {
    const { value } = read(request, settings as JsonObject)
    return file.signing.map((signing) => {
      const { algorithm, key, content, encoding, header, format } = signing
      const text = request.headers.find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1]
      const { signatures, values } = text === undefined ? { signatures: [], values: new Map<string, string>() } : readSignatureHeader(format, text)
      const publicKey = (secret: string) => {
        const read = publicKeyOf(signing, secret)
        return typeof read === 'string' ? undefined : read
      }
      return {
        algorithm,
        key: { encoding: key.encoding, prefix: key.prefix ?? '' },
        ...(algorithm === 'ed25519' && { publicKey }),
        content,
        value: (name: string) => values.get(name) ?? value(name),
        body: request.body,
        alsoBody: [],
        encoding,
        place: header,
        header,
        given: signatures,
      }
    })
  }
}
