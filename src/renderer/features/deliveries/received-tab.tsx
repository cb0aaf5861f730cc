import { Inbox } from 'lucide-react'
import { Link } from 'wouter'
import type { Attempt } from '#contract/delivery.ts'
import type { Diff } from '#contract/diff.ts'
import { messageRefText } from '#contract/message-ref.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { BodyDiffView } from '#renderer/ui/body-diff.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { HeadDiffView } from '#renderer/ui/head-diff.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { Wait } from '#renderer/ui/wait.tsx'

const SIDES = ['As it was sent', 'As it was received'] as const

/** The same request as one of our inboxes has it, with each difference marked: what something in between made of it. */
export function ReceivedTab({ deliveryId, attempt }: { deliveryId: string; attempt: Attempt }) {
  const of = messageRefText({ of: 'delivery', id: deliveryId, attempt: attempt.number, part: 'request' })
  const { data, error, reload } = useLoaded(`received ${of} ${attempt.outcome ?? ''}`, async (client, signal) => {
    const { counterpart } = await client.call('getCounterpart', { query: { of }, signal })
    return counterpart && { counterpart, diff: await client.call('getDiff', { query: { a: of, b: counterpart.ref }, signal }) }
  })
  if (error !== null) return <ProblemLine error={error} onRetry={reload} />
  if (data === undefined) return <Wait room="Received" />
  if (data === null) {
    return (
      <EmptyState icon={Inbox} title="Nothing here has received it" level={3}>
        It went to a receiver that is none of our inboxes. Point the registration at an inbox that passes on what it keeps, and both ends are seen.
      </EmptyState>
    )
  }
  const [capture = ''] = data.counterpart.ref.split('/')
  return (
    <>
      <p>
        {data.diff.same ? 'Nothing differs: not the first line, not a header, not a byte of ' : wordsOf(data.diff)}
        <Link href={`/inboxes/${data.counterpart.inboxId ?? ''}/${capture}`}>{capture}</Link>
        {data.counterpart.certain ? '.' : '. It is taken for the same, for it is alike: it came over another connection.'}
      </p>
      <HeadDiffView diff={data.diff} only={false} sides={SIDES} />
      <BodyDiffView body={data.diff.body} only={false} sides={SIDES} />
    </>
  )
}

function wordsOf({ start, headers, body }: Diff): string {
  const changed = [...start, ...headers].filter(({ mark }) => mark !== 'same').length
  return `${changed > 0 ? `${changed} of its lines` : 'Its body'}${changed > 0 && body.mark !== 'same' ? ' and its body' : ''} came otherwise in `
}
