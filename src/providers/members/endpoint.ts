/** Which URLs can be registered, and in what they differ from those that production would take. */
import type { Difference } from '#contract/registration.ts'
import { parseWebhookUrl, reachOf, refuseUrl as refuse, shownUrl as shown } from '../webhook-url.ts'

/**
 * Throws `ProblemError('invalid')` for what is no full http(s) URL, for plain http to a public host, and under
 * `strict` for everything that production would refuse; answers the differences otherwise.
 */
export function checkUrl(url: string, strict: boolean): Difference[] {
  const { protocol, hostname } = parseWebhookUrl(url)
  const reach = reachOf(hostname)
  if (protocol === 'http:' && (strict || reach === 'public' || reach === 'public address')) {
    const rest = strict ? '' : ' Outside --strict plain http is taken for hosts of this machine and of private networks only.'
    refuse(`The webhook URL must have the protocol https, not http: ${shown(url)}.${rest}`)
  }
  if (strict && reach !== 'public') {
    const what = reach === 'public address' ? 'has an IP address instead of a name, for which there is no certificate from a certificate authority' : 'is not publicly reachable'
    refuse(`The webhook URL must be publicly accessible with a certificate from a certificate authority: ${shown(url)} ${what}.`)
  }
  const differences: Difference[] = []
  if (protocol === 'http:') {
    differences.push({ rule: 'https', message: 'Production takes https only; here plain http is let through.', source: 'documented' })
  }
  if (reach === 'loopback' || reach === 'private') {
    const where = reach === 'loopback' ? 'this machine' : 'a private network'
    differences.push({ rule: 'public', message: `Production needs a publicly accessible address; ${hostname} is on ${where}.`, source: 'documented' })
  }
  if (reach === 'public address') {
    differences.push({ rule: 'host-name', message: `Production needs a certificate from a certificate authority, so a host name; ${hostname} is an IP address.`, source: 'assumed' })
  }
  return differences
}
