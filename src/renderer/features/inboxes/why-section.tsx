import { Button } from '@mantine/core'
import type { Explanation } from '#contract/explanation.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { BodyDiffView } from '#renderer/ui/body-diff.tsx'
import { count, plural } from '#renderer/ui/format.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './inboxes.module.css'

/** Why a signature does not hold: the mistakes with which it would, what to do, and the bytes that were signed beside those that came. */
export function WhySection({ id, inbox }: { id: string; inbox: string }) {
  const { data, error, reload } = useLoaded(`why ${id}`, (client, signal) => client.call('explainCapture', { params: { id }, signal }))
  return (
    <Section title="Why" aside={data && <span className="muted">{triedText(data)}</span>}>
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {!data && error === null && <p className="muted">Trying the usual mistakes …</p>}
      {data && <Found {...data} />}
      {data?.secret?.registration && data.verdict && <TakeOver inbox={inbox} scheme={data.verdict.scheme} secret={data.secret.title} registration={data.secret.registration} onDone={reload} />}
    </Section>
  )
}

/** After a rotation the inbox still has the secret of before: one press, and it goes on with the new one, which is not told. */
function TakeOver({ inbox, scheme, secret, registration, onDone }: { inbox: string; scheme: string; secret: string; registration: string; onDone: () => void }) {
  const take = useAction(async (client) => {
    await client.call('changeInbox', { params: { id: inbox }, body: { verify: { scheme, secretOf: registration } } })
    onDone()
  })
  return (
    <div className={styles.takeOver}>
      <Button size="compact-xs" loading={take.busy} onClick={() => void take.run()}>
        Verify with {secret} from now on
      </Button>
      {take.error !== null && <ProblemLine error={take.error} />}
    </div>
  )
}

function Found({ summary, mistakes, body, looked }: Explanation) {
  if (mistakes.length === 0) {
    return (
      <div className={styles.whyNone}>
        <p>
          <WireText text={summary} />
        </p>
        {looked.length > 0 && (
          <>
            <p className="muted">Tried, each alone and then two together:</p>
            <ul className="muted">
              {looked.map((what) => (
                <li key={what}>{what}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    )
  }
  return (
    <>
      <ul className={styles.mistakes} aria-label="What was done wrong">
        {mistakes.map(({ id, title, advice }) => (
          <li key={id + title}>
            <strong>
              <WireText text={title} />
            </strong>
            <span className="muted">
              <WireText text={advice} />
            </span>
          </li>
        ))}
      </ul>
      {body && body.mark !== 'same' && <BodyDiffView body={body} only sides={['Signed', 'Arrived']} />}
    </>
  )
}

function triedText({ tried, complete, mistakes }: Explanation): string {
  if (tried === 0) return ''
  if (mistakes.length > 0) return mistakes.length === 1 ? 'with this the signature holds' : 'with these together the signature holds'
  return complete ? `${plural(tried, 'way')} of signing tried` : `${count(tried)} ways of signing tried; the body is too large for all of them`
}
