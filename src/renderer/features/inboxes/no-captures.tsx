import { Inbox as InboxIcon } from 'lucide-react'
import type { Inbox } from '#contract/inbox.ts'
import { quoted } from '#contract/shell.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import { Snippet } from '#renderer/ui/snippet.tsx'
import { UseButton } from './use-button.tsx'
import styles from './inboxes.module.css'

/** Nothing came in yet: the URL, and two ways to have something come. */
export function NoCaptures({ inbox }: { inbox: Inbox }) {
  return (
    <EmptyState icon={InboxIcon} title="Nothing has come in yet" actions={<UseButton inbox={inbox} filled />}>
      <p>Whatever is sent to this URL, or to any path below it, is kept and answered:</p>
      {inbox.url !== null && (
        <>
          <ShortText value={inbox.url} label="the URL of this inbox" max={70} />
          <div className={styles.steps}>
            <Snippet title="Send something" language="Shell" code={`curl -i ${quoted(inbox.url)} -H 'Content-Type: application/json' -d '{"hello":"world"}'`} />
          </div>
        </>
      )}
    </EmptyState>
  )
}
