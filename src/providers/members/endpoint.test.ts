import { ProblemError } from '#contract/problem.ts'
import { describe, expect, test } from 'vitest'
import { checkUrl } from './endpoint.ts'

describe('URLs', () => {
  const check = (url: string, strict: boolean) => checkUrl(url, strict).map(({ rule }) => rule)

  test.each<[string, string[]]>([
    ['https://example.com/hook?a=b&c=%20', []],
    ['HTTPS://EXAMPLE.COM', []],
    ['https://example.com:8443/', []],
    ['http://localhost:3000/hook', ['https', 'public']],
    ['http://127.0.0.1/', ['https', 'public']],
    ['http://2130706433/', ['https', 'public']],
    ['http://[::1]:80/', ['https', 'public']],
    ['http://[::ffff:10.0.0.1]/', ['https', 'public']],
    ['https://app.localhost/', ['public']],
    ['http://receiver:3000/', ['https', 'public']],
    ['http://192.168.1.20/', ['https', 'public']],
    ['https://172.31.0.1/', ['public']],
    ['https://nas.local./', ['public']],
    ['https://[fd00::1]/', ['public']],
    ['https://8.8.8.8/', ['host-name']],
    ['https://[2606:4700::1]/', ['host-name']],
  ])('%s differs from production in %j, and strictly is taken only if in nothing', (url, rules) => {
    expect(check(url, false)).toEqual(rules)
    if (rules.length === 0) expect(check(url, true)).toEqual([])
    else expect(() => check(url, true)).toThrow(ProblemError)
  })

  test.each<[string, RegExp]>([
    ['http://example.com/hook', /must have the protocol https, not http/],
    ['http://8.8.8.8/', /must have the protocol https, not http/],
    ['', /missing/],
    ['example.com/hook', /fully valid URL/],
    ['localhost:3000/hook', /fully valid URL/],
    ['//example.com', /fully valid URL/],
    ['https:example.com', /fully valid URL/],
    ['https://', /fully valid URL/],
    ['https:///hook', /fully valid URL/],
    [' https://example.com', /fully valid URL/],
    ['https://example.com/a b', /percent-encoded/],
    ['https://example.com/ü', /percent-encoded/],
    ['https://example.com/%zz', /percent-encoded/],
    ['https://example.com/\n', /percent-encoded/],
    ['https://exa[mple.com/', /not a valid URL/],
    ['https://example.com:99999/', /not a valid URL/],
    ['https://user:pass@example.com/', /user name or password/],
    ['ftp://example.com/', /not "ftp"/],
    ['javascript:alert(1)', /not "javascript"/],
    [`https://example.com/${'a'.repeat(9_000)}`, /8192 is the most/],
  ])('%j is refused always, in plain words', (url, why) => {
    for (const strict of [false, true]) expect(() => check(url, strict)).toThrow(why)
  })
})
