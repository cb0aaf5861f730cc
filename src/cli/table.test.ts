import { expect, test } from 'vitest'
import { renderFields, renderTable } from './table.ts'
import type { Column } from './table.ts'
import type { Paint } from './terminal.ts'
import { widthOf } from './text.ts'

interface Row {
  readonly id: string
  readonly tries: number
  readonly url: string
}
const plain: Paint = (_, text) => text
const COLUMNS: readonly Column<Row>[] = [
  { title: 'ID', value: (r) => r.id, tone: () => 'bad' },
  { title: 'TRIES', value: (r) => String(r.tries), align: 'right' },
  { title: 'URL', value: (r) => r.url, shrink: 'middle' },
]
const ROWS: readonly Row[] = [
  { id: 'dlv_1', tries: 3, url: 'http://127.0.0.1:3000/a/rather/long/path' },
  { id: 'dlv_12', tries: 12, url: 'http://127.0.0.1:3000/' },
]

test('columns align, numbers to the right, and nothing is cut where there is no terminal', () => {
  expect(renderTable(ROWS, COLUMNS, { width: Infinity, paint: plain, mode: 'interactive' })).toBe(
    ['ID      TRIES  URL', 'dlv_1       3  http://127.0.0.1:3000/a/rather/long/path', 'dlv_12     12  http://127.0.0.1:3000/'].join('\n'),
  )
})

test('a narrow terminal cuts the column that may shrink, and only that', () => {
  const lines = renderTable(ROWS, COLUMNS, { width: 34, paint: plain, mode: 'interactive' }).split('\n')
  expect(lines[1]).toBe('dlv_1       3  http://12…long/path')
  expect(Math.max(...lines.map(widthOf))).toBe(34)
})

test('a terminal too narrow for all still shows the columns that are never cut', () => {
  expect(renderTable(ROWS, COLUMNS, { width: 5, paint: plain, mode: 'interactive' }).split('\n')[2]).toBe('dlv_12     12  htt…0/')
})

test('a column that may go is left out before others become unreadable', () => {
  const columns = COLUMNS.map((column) => (column.title === 'TRIES' ? { ...column, drop: 1 } : column))
  expect(renderTable(ROWS, columns, { width: 29, paint: plain, mode: 'interactive' }).split('\n')[1]).toBe('dlv_1       3  http://…g/path')
  expect(renderTable(ROWS, columns, { width: 28, paint: plain, mode: 'interactive' }).split('\n')[1]).toBe('dlv_1   http://127…long/path')
})

test('colours wrap the text and leave the alignment alone', () => {
  const paint: Paint = (tone, text) => (tone === 'plain' ? text : `<${tone}>${text}</>`)
  expect(renderTable(ROWS.slice(1), COLUMNS, { width: Infinity, paint, mode: 'interactive' }).split('\n')).toEqual([
    '<quiet>ID</>      <quiet>TRIES</>  <quiet>URL</>',
    '<bad>dlv_12</>     12  http://127.0.0.1:3000/',
  ])
})

test('hostile cells stay on their line and cannot colour anything', () => {
  const text = renderTable([{ id: '\x1b[31mx\n', tries: 1, url: 'u' }], COLUMNS, { width: Infinity, paint: plain, mode: 'interactive' })
  expect(text).toBe('ID           TRIES  URL\n\\x1b[31mx\\n      1  u')
})

test('fields align their values, leave out what is absent, and show what is hostile', () => {
  expect(renderFields([['Url', 'http://x'], ['None', undefined], ['Message', 'a\x07']], { paint: plain, mode: 'interactive' })).toBe('Url      http://x\nMessage  a\\x07')
})
