import { Button, Switch, TextInput } from '@mantine/core'
import { ArrowLeftRight, FileQuestion, GitCompareArrows, Send } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import type { Diff, DiffSide } from '#contract/diff.ts'
import { ProblemError } from '#contract/problem.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { comparisonOf } from '#renderer/state/compare.ts'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { BodyDiffView } from '#renderer/ui/body-diff.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { plural } from '#renderer/ui/format.ts'
import { HeadDiffView } from '#renderer/ui/head-diff.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import styles from './diff.module.css'

/** Two messages side by side, by their address: `/diff?a=dlv_1/1/request&b=cap_1/request`. */
export function Compare() {
  const query = new URLSearchParams(useSearch())
  const [a, b] = [query.get('a') ?? '', query.get('b') ?? '']
  return a !== '' && b !== '' ? <Comparison key={`${a} ${b}`} a={a} b={b} /> : <Choose a={a} b={b} />
}

function Comparison({ a, b }: { a: string; b: string }) {
  const [, go] = useLocation()
  const only = usePreferences((state) => state.onlyDifferences)
  const { data, error, reload } = useLoaded(`diff ${a} ${b}`, (client, signal) => client.call('getDiff', { query: { a, b }, signal }))
  const swap = () => go(comparisonOf(b, a), { replace: true })
  useCommands([
    { id: 'diff-swap', title: 'Swap the two', group: 'Compare', keys: ['x'], icon: ArrowLeftRight, run: swap },
    { id: 'diff-only', title: only ? 'Show what is the same, too' : 'Show only what differs', group: 'Compare', keys: ['o'], icon: GitCompareArrows, run: () => prefer({ onlyDifferences: !only }) },
  ])
  const asked = data && isAnswer(data.a.ref) && isAnswer(data.b.ref) ? comparisonOf(requestOf(data.a.ref), requestOf(data.b.ref)) : null
  const isRefused = error instanceof ProblemError && (error.code === 'not_found' || error.code === 'bad_request')
  return (
    <Pane
      padded
      label="Compare"
      title="Compare"
      head={data && <span className="muted">{summaryOf(data)}</span>}
      actions={
        data && (
          <>
            <Switch label="Only what differs" checked={only} onChange={(event) => prefer({ onlyDifferences: event.currentTarget.checked })} />
            {asked && (
              <Button leftSection={<Send size={13} aria-hidden />} onClick={() => go(asked)}>
                Their requests
              </Button>
            )}
            <Button leftSection={<ArrowLeftRight size={13} aria-hidden />} onClick={swap}>
              Swap
            </Button>
          </>
        )
      }
    >
      {isRefused && (
        <EmptyState icon={FileQuestion} title="These two can't be compared" actions={<Button onClick={() => go('/diff')}>Choose others</Button>}>
          {error.message}
        </EmptyState>
      )}
      {error !== null && !isRefused && <ProblemLine error={error} onRetry={reload} />}
      {!data && error === null && <Wait room="Compare" />}
      {data && (
        <div className={styles.comparison}>
          <Sides diff={data} />
          {data.same && <p className={styles.said}>Nothing differs: not the first line, not a header, not a byte.</p>}
          {!(data.same && only) && (
            <>
              <HeadDiffView diff={data} only={only} />
              <BodyDiffView body={data.body} only={only} />
            </>
          )}
        </div>
      )}
    </Pane>
  )
}

const isAnswer = (ref: string): boolean => !ref.endsWith('/request')
/** The request that an answer was given to. */
const requestOf = (ref: string): string => ref.replace(/\/[^/]+$/, '/request')

function summaryOf({ same, start, headers, body }: Diff): string {
  if (same) return 'the same'
  const changed = (items: readonly { mark: string }[]): number => items.filter(({ mark }) => mark !== 'same').length
  const parts = [
    changed(start) > 0 ? 'first line' : '',
    changed(headers) > 0 ? plural(changed(headers), 'header') : '',
    body.mark === 'same' ? '' : body.sameValue ? 'bytes of the body, not its value' : body.paths.length > 0 ? `body (${plural(body.paths.length, 'path')})` : 'body',
  ]
  return `differ: ${parts.filter((part) => part !== '').join(', ')}`
}

function Sides({ diff: { a, b } }: { diff: Diff }) {
  return (
    <div className={styles.sides}>
      <SideHead side={a} sign="−" word="First" />
      <SideHead side={b} sign="+" word="Second" />
    </div>
  )
}

function SideHead({ side, sign, word }: { side: DiffSide; sign: string; word: string }) {
  const now = useNow()
  const [id = ''] = side.ref.split('/')
  return (
    <h2 className={styles.sideHead}>
      <span className="muted">
        <span aria-hidden>{sign} </span>
        {word}
      </span>
      <Link href={side.inboxId === null ? `/deliveries/${id}` : `/inboxes/${side.inboxId}/${id}`}>{side.title}</Link>
      {side.at !== null && <TimeText iso={side.at} now={now} />}
    </h2>
  )
}

/** The way in without an address: from a message's own Compare, or by writing down two. */
function Choose({ a: firstA, b: firstB }: { a: string; b: string }) {
  const [, go] = useLocation()
  const [a, setA] = useState(firstA)
  const [b, setB] = useState(firstB)
  return (
    <Pane padded label="Compare" title="Compare">
      <EmptyState icon={GitCompareArrows} title="Choose two messages">
        Open an attempt or a capture and press Compare, then do the same with another one. Or name both here: dlv_1/2/request and dlv_1/2/response are those of a second attempt, cap_7/request and cap_7/answer what an inbox received and said.
      </EmptyState>
      <form
        className={styles.choose}
        onSubmit={(event) => {
          event.preventDefault()
          go(comparisonOf(a.trim(), b.trim()))
        }}
      >
        <TextInput label="First" placeholder="dlv_1/1/request" value={a} onChange={(event) => setA(event.currentTarget.value)} />
        <TextInput label="Second" placeholder="cap_1/request" value={b} onChange={(event) => setB(event.currentTarget.value)} />
        <Button type="submit" variant="filled" disabled={a.trim() === '' || b.trim() === ''}>
          Compare
        </Button>
      </form>
    </Pane>
  )
}
