import { expect, test } from 'vitest'
import { age, countdown, duration, shortCount, shortUrl, shortened, size } from './format.ts'

test.each([
  [0.2, '<1 ms'], [41.4, '41 ms'], [999, '999 ms'], [1240, '1.24 s'], [9994, '9.99 s'], [9996, '10 s'], [59_940, '59.9 s'], [59_960, '1 min'],
  [600_000, '10 min'], [603_000, '10 min 3 s'], [3_600_000, '1 h'], [7 * 86_400_000 + 3_600_000, '7 d 1 h'], [-20, '-20 ms'],
])('duration of %d ms', (ms, text) => expect(duration(ms)).toBe(text))

test.each([[0, 'now'], [999, 'now'], [59_999, '59 s'], [60_000, '1 min'], [86_399_000, '23 h'], [86_400_000, '1 d'], [-12_000, 'in 12 s']])('age after %d ms', (ms, text) => expect(age(1e12, 1e12 + ms)).toBe(text))

test.each([[-5, '00:00'], [1, '00:01'], [492_000, '08:12'], [3_600_000, '1:00:00'], [86_400_000 * 6 + 86_340_000, '6 d 23:59']])('countdown of %d ms', (ms, text) => expect(countdown(ms)).toBe(text))

test.each([[0, '0 B'], [1023, '1023 B'], [1024, '1 KB'], [1536, '1.5 KB'], [12 * 1024 ** 2, '12 MB'], [1024 ** 2 - 1, '1 MB']])('size of %d bytes', (bytes, text) => expect(size(bytes)).toBe(text))

test.each([[999, '999'], [1000, '1k'], [1240, '1.2k'], [99_499, '99k'], [1_500_000, '1.5M']])('short count of %d', (n, text) => expect(shortCount(n)).toBe(text))

test('the middle is left out, and both ends stay', () => {
  expect(shortened('2070443601311540', 12)).toBe('20704436…540')
  expect(shortened('short')).toBe('short')
})

test('on this machine the port tells receivers apart', () => {
  expect(['http://127.0.0.1:4482/orders', 'http://localhost:3000/', 'https://example.org/hook', 'http://127.0.0.1/x'].map(shortUrl)).toEqual([':4482/orders', ':3000/', 'example.org/hook', '127.0.0.1/x'])
})
