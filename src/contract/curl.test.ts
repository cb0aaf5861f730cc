import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curlOf, curlCommand } from './curl.ts'
import { printf, quoted, shellWord } from './shell.ts'

const SHELLS = ['sh', 'bash']
const said = (shell: string, script: string): Buffer => execFileSync(shell, ['-c', script], { encoding: 'buffer' })
/** What curl is called with, each word after a NUL. */
const wordsOf = (command: string, shell = 'sh'): string[] => {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`
  return said(shell, script).toString('latin1').split('\0').slice(0, -1)
}
const request = { method: 'POST', origin: 'http://h', target: '/a', httpVersion: '1.1', headers: [['Host', 'h'], ['User-Agent', 'u'], ['Accept', '*/*'], ['X-A', "it's"], ['Content-Type', 'a/b']] as [string, string][], body: Buffer.from('{"a":"it\'s $HOME `x`"}') }

test.each(SHELLS)('%s reads the command back as what was sent', (shell) => {
  expect(wordsOf(curlCommand(request), shell)).toEqual(['-X', 'POST', 'http://h/a', '-H', 'User-Agent: u', '-H', 'Accept: */*', '-H', "X-A: it's", '-H', 'Content-Type: a/b', '--data-raw', '{"a":"it\'s $HOME `x`"}'])
  expect(quoted('plain-1.0/x')).toBe('plain-1.0/x')
})

test('what curl would add of its own is taken back, and what it would change is said in another way', () => {
  const odd = { ...request, target: '/a/../b#c', headers: [['X-Empty', '']] as [string, string][], body: Buffer.alloc(0) }
  expect(wordsOf(curlCommand(odd))).toEqual(['-X', 'POST', 'http://h/', '--request-target', '/a/../b#c', '-H', 'X-Empty;', '-H', 'Host:', '-H', 'User-Agent:', '-H', 'Accept:'])
  expect(curlCommand({ ...odd, method: 'HEAD', target: '/' })).toMatch(/^curl --head http:\/\/h\//)
})

test.each(SHELLS)('%s gets any bytes whole', (shell) => {
  // Many in one script: a process for each would be most of the time.
  const gets = (all: readonly Uint8Array[], command: (bytes: Uint8Array) => string): boolean => said(shell, all.map(command).join('\n')).equals(Buffer.concat(all))
  const many = (bytes: fc.Arbitrary<Uint8Array>) => fc.array(bytes, { minLength: 20, maxLength: 40 })
  fc.assert(fc.property(many(fc.uint8Array({ maxLength: 200 })), (all) => gets(all, printf)), { numRuns: 5 })
  // A word of a shell holds no NUL, and $(…) takes the line ends away.
  const word = fc.uint8Array({ maxLength: 100, min: 1 }).filter((bytes) => bytes.at(-1) !== 10)
  fc.assert(fc.property(many(word), (all) => gets(all, (bytes) => `printf %s ${shellWord(bytes)}`)), { numRuns: 5 })
})

test('a body that no argument can hold is piped, and one that is shown in part is no command', () => {
  expect(curlCommand({ ...request, body: Buffer.from('\xff\0@', 'latin1') })).toMatch(/^printf '\\377\\000@' \|\ncurl [^]*--data-binary @-$/)
  expect(curlCommand({ ...request, body: Buffer.alloc(200_000, 'a') })).toMatch(/^printf 'a+' \|\ncurl /)
  expect(curlCommand({ ...request, body: Buffer.from('a\u202eb') })).not.toContain('\u202e')
  expect(curlOf({ method: 'POST', url: 'http://h/a?b', headers: [], body: { base64: 'e30=', size: 2, truncated: false } })).toContain('http://h/a?b')
  expect(curlOf({ method: 'POST', url: 'http://h/', headers: [], body: { base64: 'e30=', size: 200, truncated: true } })).toBeNull()
})
