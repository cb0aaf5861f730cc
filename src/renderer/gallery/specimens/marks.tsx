import { AttemptOutcome, DeliveryStatus } from '#contract/delivery.ts'
import { RuleSource } from '#contract/policy.ts'
import { SyncStatus } from '#contract/sync.ts'
import { OutcomeMark, RunMark, StatusCode, StatusMark, VerdictMark } from '#renderer/ui/marks.tsx'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import { Sparkline } from '#renderer/ui/sparkline.tsx'
import { AgeText, TimeText } from '#renderer/ui/time-text.tsx'
import { NOW, START, at } from '../content.ts'
import { Case, Row, Specimen } from '../specimen.tsx'

const WAVE = Array.from({ length: 60 }, (_, second) => (second % 9) * (second % 4))

export function Marks() {
  return (
    <Specimen name="Marks">
      <Case name="Delivery">
        <Row>
          {DeliveryStatus.options.map((status) => (
            <StatusMark key={status} status={status} />
          ))}
        </Row>
      </Case>
      <Case name="Attempt">
        <Row>
          {AttemptOutcome.options.map((outcome) => (
            <OutcomeMark key={outcome} outcome={outcome} />
          ))}
          <OutcomeMark outcome={null} />
        </Row>
      </Case>
      <Case name="Run">
        <Row>
          {SyncStatus.options.map((status) => (
            <RunMark key={status} status={status} />
          ))}
        </Row>
      </Case>
      <Case name="Verdict and code">
        <Row>
          <VerdictMark ok />
          <VerdictMark ok={false} />
          {[200, 302, 404, 503, null].map((code) => (
            <StatusCode key={code} code={code} />
          ))}
        </Row>
      </Case>
      <Case name="Source">
        <Row>
          {RuleSource.options.map((source) => (
            <SourceTag key={source} source={source} />
          ))}
        </Row>
      </Case>
      <Case name="Time">
        <Row>
          <TimeText iso={at(0)} now={NOW} />
          <TimeText iso={at(0)} now={START + 9 * 86_400_000} />
          <TimeText iso={at(600_000)} now={NOW} />
          <AgeText iso={at(0)} now={NOW} />
        </Row>
      </Case>
      <Case name="Rate">
        <Row>
          <Sparkline values={[]} slots={60} label="None" />
          <Sparkline values={WAVE.slice(0, 12)} slots={60} label="Few" />
          <Sparkline values={WAVE} slots={60} label="Many" />
        </Row>
      </Case>
    </Specimen>
  )
}
