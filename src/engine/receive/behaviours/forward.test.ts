import { expect, it } from 'vitest'
import { endToEnd } from './end-to-end.ts'
import { targetPath } from './forward.ts'

it.each([
  ['http://h:1', '/in', 'http://h:1/'],
  ['http://h:1/', '/in/a/b?x=1', 'http://h:1/a/b?x=1'],
  ['http://h:1/hook', '/in', 'http://h:1/hook'],
  ['http://h:1/hook', '/in/', 'http://h:1/hook/'],
  ['http://h:1/hook/', '/in/a', 'http://h:1/hook/a'],
  ['http://h:1/hook?k=v', '/in?x=1?2', 'http://h:1/hook?k=v&x=1?2'],
  ['http://h:1/', 'http://tunnel.example/in/a?x', 'http://h:1/a?x'],
  ['http://h:1/', '/in/%2e%2F%zz//', 'http://h:1/%2e%2F%zz//'],
  ['http://h:1/hook', '/in/../admin', 'http://h:1/hook/../admin'],
  ['http://h:1/', '/in//evil.example/x', 'http://h:1//evil.example/x'],
  ['http://h:1/', '/in/http://evil.example/', 'http://h:1/http://evil.example/'],
])('appends what follows the name of the inbox: %s + %s', (to, target, url) => {
  expect(`http://h:1${targetPath(new URL(to), target)}`).toBe(url)
})

it('keeps the headers of a message, in order and case, and leaves out those of its connection', () => {
  expect(
    endToEnd([['Host', 'x'], ['connection', 'close, X-Hop'], ['X-B', '1'], ['x-hop', '2'], ['x-b', '3'], ['Transfer-Encoding', 'chunked'], ['TE', 'trailers'], ['Upgrade', 'h2c'], ['Content-Length', '3']]),
  ).toEqual([['Host', 'x'], ['X-B', '1'], ['x-b', '3'], ['Content-Length', '3']])
})
