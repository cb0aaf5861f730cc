/** A new secret: 32 bytes from the browser's random source as base64url, which needs no escaping in a header, a shell or JSON. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
