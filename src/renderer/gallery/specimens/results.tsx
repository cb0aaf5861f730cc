import type { Fired } from '#contract/delivery.ts'
import type { Verdict } from '#contract/verdict.ts'
import { FiredView } from '#renderer/ui/fired-view.tsx'
import { VerdictSteps } from '#renderer/ui/verdict-steps.tsx'
import { HOSTILE, LONG, NOW, event, noop, summary } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const fired = (change: Partial<Fired> = {}): Fired => ({ event, events: 1, deliveries: [], deliveryCount: 0, skipped: [], warnings: [], ...change })
const MANY = Array.from({ length: 6 }, (_, at) => summary({ id: `dlv_${at + 1}`, subject: at === 0 ? LONG : 'Celine Solli-Vik (54512)' }))
const REFUSED = summary({ status: 'retrying', lastOutcome: 'refused', lastStatusCode: null, latencyMs: null, lastError: `refused ${HOSTILE}`, nextAttemptAt: new Date(NOW + 20_000).toISOString() })

const VERDICT: Verdict = {
  scheme: 'members',
  ok: false,
  summary: 'The hash is another one.',
  steps: [
    { title: 'The text', detail: 'Time, a dot, the data.', value: '1790424000.{"personID":54512}', ok: null },
    { title: 'HMAC-SHA256 of the text', value: LONG.slice(0, 200), ok: true },
    { title: 'The same as in the header', detail: 'Compared in constant time.', value: HOSTILE, ok: false },
  ],
}

export function Results() {
  return (
    <Specimen name="Results">
      <Case name="Nothing raised">
        <FiredView fired={[]} deliveries={[]} total={0} settled={0} counts={{}} now={NOW} onClose={noop} />
      </Case>
      <Case name="Nobody told">
        <FiredView fired={[fired({ skipped: [{ registrationId: 'reg_2', reason: 'it has no webhook URL' }] })]} deliveries={[]} total={0} settled={0} counts={{}} now={NOW} onClose={noop} />
      </Case>
      <Case name="One, refused">
        <FiredView fired={[fired()]} deliveries={[REFUSED]} total={1} settled={0} counts={{ retrying: 1 }} now={NOW} onClose={noop} />
      </Case>
      <Case name="Many">
        <FiredView fired={[fired({ events: 12_000 })]} deliveries={MANY} total={12_000} settled={7_000} counts={{ acknowledged: 6_900, failed: 100, queued: 5_000 }} now={NOW} onClose={noop} />
      </Case>
      <Case name="Why a signature fails">
        <VerdictSteps verdict={VERDICT} />
      </Case>
    </Specimen>
  )
}
