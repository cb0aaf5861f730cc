import { Link } from 'wouter'
import type { Inbox } from '#contract/inbox.ts'
import { count, shortCount } from '#renderer/ui/format.ts'
import styles from './inboxes.module.css'

/** Every inbox by name, with how much it holds. */
export function InboxTabs({ inboxes, chosen }: { inboxes: readonly Inbox[]; chosen: string | null }) {
  return (
    <nav className={styles.inboxes} aria-label="Inboxes">
      {inboxes.map((inbox) => (
        <Link key={inbox.id} href={`/inboxes/${inbox.name}`} className={styles.inbox} aria-current={inbox.id === chosen ? 'page' : undefined}>
          <span className="cut">{inbox.name}</span>
          <span className={styles.count} title={`${count(inbox.captureCount)} captures`}>
            {shortCount(inbox.captureCount)}
          </span>
        </Link>
      ))}
    </nav>
  )
}
