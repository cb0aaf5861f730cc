import { AttemptStrip } from '#renderer/features/deliveries/attempt-strip.tsx'
import { at, attempt, delivery, noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const LADDER = [attempt(1, 0, 8_000, 503), attempt(2, 18_000, 40, null)]
const LONG_LADDER = Array.from({ length: 200 }, (_, n) => attempt(n + 1, n * 400_000, 120, n === 199 ? 200 : 500))
const LATE = [{ ...attempt(1, 0, 10_000, null), outcome: 'timed_out' as const, closedAt: at(40_000), lateStatusCode: 200 }, attempt(2, 20_000, 90, 200)]

export function Strips() {
  return (
    <Specimen name="Strips">
      <Case name="One">
        <AttemptStrip delivery={delivery([attempt(1, 0, 42, 200)])} selected={1} onSelect={noop} />
      </Case>
      <Case name="Retries to come">
        <AttemptStrip delivery={delivery(LADDER, { status: 'retrying', settledAt: null, planned: [80_000, 400_000, 900_000, 2_000_000].map(at) })} selected={2} onSelect={noop} />
      </Case>
      <Case name="Two hundred">
        <AttemptStrip delivery={delivery(LONG_LADDER)} selected={200} onSelect={noop} />
      </Case>
      <Case name="Answered late">
        <AttemptStrip delivery={delivery(LATE)} selected={2} onSelect={noop} />
      </Case>
    </Specimen>
  )
}
