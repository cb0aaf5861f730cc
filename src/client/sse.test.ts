import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSseReader } from './sse.ts'

test('reads names, ids and joined data, and drops comments and empty messages', () => {
  const read = createSseReader()
  expect(read('\uFEFF: hi\n\nid: w.1\nevent: hello\ndata: {"a":\ndata:1}\n\nid: w.2\n\ndata\n\n')).toEqual([
    { event: 'hello', data: '{"a":\n1}', id: 'w.1' },
    { event: 'message', data: '', id: 'w.2' },
  ])
})

test('an id holds for the messages after it, and the given one before the first', () => {
  const read = createSseReader('w.7')
  expect(read('data: a\n\nid: w.8\ndata: b\n\ndata: c\n\nid: x\0y\ndata: d\n\n').map((m) => m.id)).toEqual(['w.7', 'w.8', 'w.8', 'w.8'])
})

test('a message counts only when its empty line has come', () => {
  const read = createSseReader()
  expect(read('data: a\r\n\r')).toEqual([])
  expect(read('\n')).toEqual([{ event: 'message', data: 'a', id: '' }])
})

test('where the stream is cut and which line ends it uses changes nothing', () => {
  const stream = 'id: w.1\nevent: changes\ndata: {"x":"é"}\n\n: ping\n\ndata: two\ndata: lines\n\n'
  const whole = createSseReader()(stream)
  fc.assert(
    fc.property(fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(90), { maxLength: 12 }), (end, cuts) => {
      const text = stream.replaceAll('\n', end)
      const read = createSseReader()
      const places = [0, ...cuts.filter((c) => c < text.length).sort((a, b) => a - b), text.length]
      const parts = places.slice(1).map((to, i) => text.slice(places[i], to))
      // A lone carriage return at the end waits for a possible line feed.
      expect([...parts, end === '\r' ? ':\r' : ''].flatMap((part) => read(part))).toEqual(whole)
    }),
  )
})
