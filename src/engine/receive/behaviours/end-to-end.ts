/** Which headers belong to a message, and which only to the connection that it came on. */
import type { Headers } from '#contract/common.ts'

/** RFC 9110, 7.6.1; and `Trailer`, as trailers are not passed on. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

/** Those of the message, in order and case: without the ones of the connection, and those that `Connection` names. */
export function endToEnd(headers: Headers): [string, string][] {
  const named = new Set(headers.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.toLowerCase().split(',').map((word) => word.trim())))
  return headers.filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()) && !named.has(name.toLowerCase()))
}
