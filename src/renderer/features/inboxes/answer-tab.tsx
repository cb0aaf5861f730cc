import { Button } from '@mantine/core'
import { plainAnswer, type Answer } from '#contract/answer.ts'
import { SENT_ENDS, type Capture, type Forwarded, type Why } from '#contract/inbox.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { count, duration } from '#renderer/ui/format.ts'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { StatusCode } from '#renderer/ui/marks.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { AnswerEditor } from './answer-editor.tsx'
import { REASONS } from './answers.ts'
import styles from './inboxes.module.css'

/** As the text of an answer begins that waits for a hand. */
const HELD = /^(\d+ then )?hold\b/

/** What it was answered, why so, and what really left. While it is held: the answer to give. */
export function AnswerTab({ capture }: { capture: Capture }) {
  const { answer, did, imported, open, sent, why } = capture
  return (
    <>
      {open && HELD.test(did ?? '') && <ByHand id={capture.id} />}
      {answer === null && !open && sent === null && <p className="muted">{imported ? 'The file says nothing about an answer.' : 'It got no answer: the connection was gone before there could be one.'}</p>}
      {answer && (
        <p className={styles.verdict}>
          <StatusCode code={answer.status} /> {REASONS[answer.status]}
        </p>
      )}
      {(did !== null || sent !== null) && (
        <Section title="What was done">
          <Facts>
            {did !== null && (
              <Fact name="Did">
                <code>
                  <WireText text={did} />
                </code>
              </Fact>
            )}
            <Fact name="Ended">{sent === null ? 'not yet' : `${SENT_ENDS[sent.end]}${sent.byHand ? ', answered by hand' : ''}`}</Fact>
            {sent && (
              <Fact name="Left">
                {count(sent.bytes)} bytes <span className="muted">{sent.firstByteMs === null ? `over after ${duration(sent.endMs)}` : `the first after ${duration(sent.firstByteMs)}, over after ${duration(sent.endMs)}`}</span>
              </Fact>
            )}
            {sent?.forwarded && <ForwardedFacts forwarded={sent.forwarded} />}
            {sent && sent.interim.length > 0 && <Fact name="Interim">{sent.interim.join(', ')}</Fact>}
          </Facts>
        </Section>
      )}
      {sent?.forwarded && (
        <Section title="Headers that were forwarded">
          <HeaderTable headers={sent.forwarded.headers} label="Headers that the target was sent, in order" />
        </Section>
      )}
      {why && <WhySection why={why} />}
      {answer && (
        <>
          <Section title="Headers">
            <HeaderTable headers={answer.headers} label="Headers of the answer, in order" />
          </Section>
          <Section title="Body">
            <BytesView body={answer.body} label="Body of the answer" />
          </Section>
        </>
      )}
    </>
  )
}

function ForwardedFacts({ forwarded: { url, status, ms, error } }: { forwarded: Forwarded }) {
  return (
    <>
      <Fact name="Forwarded to">
        <code>
          <WireText text={url} />
        </code>
      </Fact>
      <Fact name="Target">
        {status !== null && (
          <>
            <StatusCode code={status} />{' '}
          </>
        )}
        {error === null ? 'answered' : <WireText text={error} />} <span className="muted">after {duration(ms)}</span>
      </Fact>
    </>
  )
}

function WhySection({ why }: { why: Why }) {
  return (
    <Section title="Why this answer">
      <ol className={styles.why}>
        {why.passed.map(({ number, because }) => (
          <li key={number}>
            Rule {number} does not hold: <WireText text={because} />
          </li>
        ))}
        {why.rule && (
          <li>
            Rule {why.rule.number} holds: <code>{why.rule.when || 'always'}</code>
            {why.drawn !== null && ` (${why.drawn.toFixed(4)} was drawn)`}
          </li>
        )}
        <li>
          Answer {why.place}
          {why.of !== null && ` of ${why.of}`} of {why.rule ? 'its strip' : 'the strip of the inbox'}
          {why.turn !== null && `, as its request number ${count(why.turn)}`}
          {why.delayMs !== null && `, after ${duration(why.delayMs)}`}.
        </li>
      </ol>
    </Section>
  )
}

const AT_ONCE: readonly { name: string; answer: Answer }[] = [
  ...[200, 503, 500].map((status) => ({ name: String(status), answer: { status } })),
  ...(['reset', 'close', 'hang'] as const).map((name) => ({ name, answer: plainAnswer(name) })),
]

/** The request waits: any behaviour answers it. */
function ByHand({ id }: { id: string }) {
  const give = useAction(async (client, answer: Answer) => {
    await client.call('answerCapture', { params: { id }, body: { answer } })
  })
  return (
    <Section title="Answer by hand" aside={<span className="muted">The sender waits, as long as it has patience</span>}>
      <div className={styles.byHand}>
        <div className={styles.answerButtons} role="group" aria-label="Answer at once">
          {AT_ONCE.map(({ name, answer }) => (
            <Button key={name} size="compact-xs" disabled={give.busy} onClick={() => void give.run(answer)}>
              {name}
            </Button>
          ))}
        </div>
        <AnswerEditor answer={{ status: 200 }} applyLabel="Answer it" once onApply={(answer) => void give.run(answer)} />
      </div>
      {give.error !== null && <ProblemLine error={give.error} />}
    </Section>
  )
}
