import type { Capture } from '#contract/inbox.ts'
import { messageRefText } from '#contract/message-ref.ts'
import { comparisonOf, pickToCompare, usePicked } from '#renderer/state/compare.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { CompareLine } from '#renderer/ui/compare-line.tsx'

/** What of the capture is looked at, and what it can be compared with. */
export function CaptureCompare({ capture, answer }: { capture: Capture; answer: boolean }) {
  const picked = usePicked((state) => state.picked)
  const of = messageRefText({ of: 'capture', id: capture.id, part: answer && capture.answer ? 'answer' : 'request' })
  const { data } = useLoaded(`counterpart ${of}`, (client, signal) => client.call('getCounterpart', { query: { of }, signal }))
  const counterpart = data?.counterpart ?? null
  return (
    <CompareLine
      of={of}
      counterpart={counterpart}
      counterpartWords="Sent by"
      counterpartHref={counterpart && `/deliveries/${counterpart.ref.split('/')[0] ?? ''}`}
      previous={null}
      picked={picked}
      onPick={pickToCompare}
      hrefOf={comparisonOf}
    />
  )
}
