import { describe, expect, it } from 'vitest'
import { targetOf } from './prepare.ts'

describe('the target of a registered URL', () => {
  it.each([
    ['https://example.com', '/'],
    ['https://example.com/a/../b', '/a/../b'],
    ['https://example.com/a//b/?q=%7B%7d&x=+#frag', '/a//b/?q=%7B%7d&x=+'],
    ['http://127.0.0.1:3000?only=query', '/?only=query'],
    ['https://user@example.com/hook', '/hook'],
  ])('%s is asked for as %s: nothing added, nothing removed', (url, path) => {
    expect(targetOf(url).path).toBe(path)
  })

  it('escapes what cannot stand on a request line, and only that', () => {
    expect(targetOf('https://example.com/æ ø?x=%20|').path).toBe('/%C3%A6%20%C3%B8?x=%20|')
  })

  it('keeps host and port for the Host header', () => {
    expect(targetOf('http://Example.com:8080/x')).toMatchObject({ origin: 'http://example.com:8080', host: 'example.com:8080' })
  })

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'not a url', ''])('refuses %j', (url) => {
    expect(() => targetOf(url)).toThrow()
  })
})
