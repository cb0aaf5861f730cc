import type { Attempt, Delivery } from '#contract/delivery.ts'
import { messageRefText } from '#contract/message-ref.ts'
import { comparisonOf, pickToCompare, usePicked } from '#renderer/state/compare.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { CompareLine } from '#renderer/ui/compare-line.tsx'
import type { Tab } from './tab.ts'

/** What of the attempt is looked at, and what it can be compared with. */
export function AttemptCompare({ delivery, attempt, tab }: { delivery: Delivery; attempt: Attempt; tab: Tab }) {
  const picked = usePicked((state) => state.picked)
  const part = tab === 'response' && attempt.response ? 'response' : 'request'
  const of = messageRefText({ of: 'delivery', id: delivery.id, attempt: attempt.number, part })
  // What came in is on record before it is answered: it is there when the outcome is.
  const { data } = useLoaded(`counterpart ${of} ${attempt.outcome ?? ''}`, (client, signal) => client.call('getCounterpart', { query: { of }, signal }))
  const counterpart = data?.counterpart ?? null
  const before = delivery.attempts.findLast(({ number, response }) => number < attempt.number && (part === 'request' || response !== null))
  return (
    <CompareLine
      of={of}
      counterpart={counterpart}
      counterpartWords={part === 'request' ? 'Received as' : 'Answered as'}
      counterpartHref={counterpart && `/inboxes/${counterpart.inboxId ?? ''}/${counterpart.ref.split('/')[0] ?? ''}`}
      previous={before ? { ref: messageRefText({ of: 'delivery', id: delivery.id, attempt: before.number, part }), title: `attempt ${before.number}` } : null}
      picked={picked}
      onPick={pickToCompare}
      hrefOf={comparisonOf}
    />
  )
}
