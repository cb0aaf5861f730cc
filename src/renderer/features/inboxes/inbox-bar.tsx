import { Button } from '@mantine/core'
import { RotateCcw } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { Answer } from '#contract/answer.ts'
import type { Inbox } from '#contract/inbox.ts'
import { useStore } from '#renderer/state/store.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useSaved } from '#renderer/state/use-saved.ts'
import { count } from '#renderer/ui/format.ts'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import { AnswerStrip } from './answer-strip.tsx'
import { ExportMenu } from './export-menu.tsx'
import { leadingTo } from './leading-to.ts'
import { RulesButton } from './rules-button.tsx'
import { TlsButton } from './tls-button.tsx'
import { UseButton } from './use-button.tsx'
import { VerifyButton } from './verify-button.tsx'
import styles from './inboxes.module.css'

/** What an inbox is: its URL, how it verifies, what it answers, who leads to it. */
export function InboxBar({ inbox, onGone }: { inbox: Inbox; onGone: () => void }) {
  const registrations = useStore((state) => state.registrations.items)
  const mine = leadingTo(inbox, [...registrations.values()])
  const { id } = inbox
  const [, go] = useLocation()
  const answers = useSaved<readonly Answer[]>(inbox.respond, async (client, respond) => {
    await client.call('changeInbox', { params: { id }, body: { respond: [...respond] } })
  })
  const remove = useAction(async (client) => {
    await client.call('deleteInbox', { params: { id } })
    notifyDone(`The inbox ${inbox.name} is gone, with its captures.`)
    onGone()
  }, notifyProblem)
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        {inbox.url === null ? <span className="muted">The inbox listener is down: there is no URL at the moment.</span> : <ShortText value={inbox.url} label="the URL of this inbox" max={70} />}
        <VerifyButton inbox={inbox} />
        <RulesButton inbox={inbox} />
        <TlsButton inbox={inbox} />
        {mine.length > 0 && (
          <span className={styles.from}>
            from{' '}
            {mine.slice(0, 3).map((one) => (
              <Link key={one.id} href={`/registrations/${one.id}`}>
                {one.id}
              </Link>
            ))}
            {mine.length > 3 && ` and ${mine.length - 3} more`}
          </span>
        )}
        <span className={styles.tools}>
          <ExportMenu name={inbox.name} what={{ inbox: id }} label={`Export the captures of ${inbox.name}`} disabled={inbox.captureCount === 0} />
          <Button size="compact-sm" disabled={inbox.captureCount === 0} aria-label={`Replay the captures of ${inbox.name}`} leftSection={<RotateCcw size={13} aria-hidden />} onClick={() => go(`/replays?new=captures&inbox=${inbox.name}`)}>
            Replay
          </Button>
          <UseButton inbox={inbox} />
          <SecondClick size="compact-sm" confirm={inbox.captureCount === 0 ? 'Delete it?' : `Delete it with ${count(inbox.captureCount)} captures?`} loading={remove.busy} onConfirm={() => void remove.run()}>
            Delete
          </SecondClick>
        </span>
      </div>
      <div className={styles.line}>
        <span className="muted">{inbox.rules.length > 0 ? 'Otherwise' : 'Answers'}</span>
        <AnswerStrip respond={answers.value} answered={inbox.answered} busy={answers.busy} onChange={answers.change} />
      </div>
      {answers.error !== null && <ProblemLine error={answers.error} />}
    </div>
  )
}
