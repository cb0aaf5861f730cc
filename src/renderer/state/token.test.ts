import { expect, test } from 'vitest'
import { takeToken, tokenIn } from './token.ts'

function browser(address: string, kept: Record<string, string> = {}) {
  const location = new URL(address) as unknown as Location
  const shown: string[] = []
  const history = { state: null, replaceState: (_: unknown, __: string, url: string) => shown.push(url) } as unknown as History
  const storage = { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) } as unknown as Storage
  return { take: () => takeToken(location, history, storage), shown, kept }
}

test('the token of the link is kept and leaves the address bar, the rest of the address stays', () => {
  const { take, shown, kept } = browser('http://h/deliveries/dlv_1?status=failed#token=a%2Bb')
  expect(take()).toBe('a+b')
  expect(shown).toEqual(['/deliveries/dlv_1?status=failed'])
  expect(Object.values(kept)).toEqual(['a+b'])
})

test('without one the last visit counts, and the address is left alone', () => {
  const { take, shown } = browser('http://h/inboxes#top', { 'hookwright.token': 'old' })
  expect(take()).toBe('old')
  expect(shown).toEqual([])
})

test('what is pasted may be the token or the whole link', () => {
  expect(tokenIn('  abc \n')).toBe('abc')
  expect(tokenIn('open http://127.0.0.1:4480/#token=a%2Fb in a browser')).toBe('a/b')
})
