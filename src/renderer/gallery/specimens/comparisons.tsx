import type { BodyDiff } from '#contract/diff.ts'
import { BodyDiffView } from '#renderer/ui/body-diff.tsx'
import { CompareLine } from '#renderer/ui/compare-line.tsx'
import { HOSTILE, LONG, noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const text = (value: string) => ({ text: value, cut: 0 })
const SAME: BodyDiff = { mark: 'same', kind: 'json', sizes: { a: 15, b: 15 }, sameValue: true, spelling: [], firstDifference: null, paths: [], rows: [], notes: [] }
const CHANGED: BodyDiff = {
  ...SAME,
  mark: 'changed',
  sizes: { a: 5_120, b: 96 },
  sameValue: false,
  firstDifference: { offset: 9, a: '41', b: '42' },
  paths: [
    { mark: 'changed', a: { path: '/name', value: text('"Celine"') }, b: { path: '/name', value: text('"Celina"') } },
    { mark: 'removed', a: { path: '/huge', value: text(LONG.slice(0, 300)) }, b: null },
    { mark: 'added', a: null, b: { path: '/hostile', value: text(HOSTILE) } },
  ],
  rows: [
    { mark: 'same', a: { label: '1', text: text('{') }, b: { label: '1', text: text('{') }, skipped: 0 },
    { mark: 'changed', a: { label: '2', text: text('  "name": "Celine"') }, b: { label: '2', text: text('  "name": "Celina"') }, skipped: 0 },
    { mark: 'same', a: { label: '40', text: text('}') }, b: { label: '40', text: text('}') }, skipped: 37 },
  ],
  notes: ['The second was cut off at 96 bytes.'],
}

const line = { of: 'dlv_2/1/request', counterpartWords: 'Received as', counterpartHref: '/inboxes/inb_1/cap_2', onPick: noop, hrefOf: () => '/diff', previous: { ref: 'dlv_1/1/request', title: 'attempt 1' } } as const

export function Comparisons() {
  return (
    <Specimen name="Comparisons">
      <Case name="With what">
        <CompareLine {...line} counterpart={{ ref: 'cap_2', inboxId: 'inb_1', certain: true, likeness: [] }} picked={null} />
        <CompareLine {...line} counterpart={null} picked="cap_9" />
      </Case>
      <Case name="The same">
        <BodyDiffView body={SAME} only={false} />
      </Case>
      <Case name="Different">
        <BodyDiffView body={CHANGED} only={false} />
      </Case>
    </Specimen>
  )
}
