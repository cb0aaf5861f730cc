import { Button } from '@mantine/core'
import { Ban, CircleCheck } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Preview } from '#contract/delivery.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { useStore } from '#renderer/state/store.ts'
import { shortUrl } from '#renderer/ui/format.ts'
import { Dot } from '#renderer/ui/marks.tsx'
import { triggerOf } from '#renderer/ui/registration-trigger.ts'
import { Section } from '#renderer/ui/pane.tsx'
import styles from './trigger.module.css'

/** Who would get it as the data stands, and why the others would not. */
export function Recipients({ provider, preview, shown, onShow }: { provider: ProviderInfo; preview: Preview; shown: string | null; onShow: (registrationId: string) => void }) {
  const [, go] = useLocation()
  const registrations = useStore((state) => state.registrations.items)
  const { recipients, skipped } = preview
  const total = recipients.length + skipped.length
  const url = (id: string) => shortUrl(registrations.get(id)?.url ?? '')
  return (
    <Section title="Who gets it" aside={total > 0 && <span className="muted">{`${recipients.length} of ${total}`}</span>}>
      {total === 0 && (
        <div className={styles.nobody}>
          <p>Nobody is registered with {provider.title} yet: an event would go to nobody.</p>
          <Button onClick={() => go(`/registrations/new?provider=${encodeURIComponent(provider.id)}`)}>Register a URL</Button>
        </div>
      )}
      <ul className={styles.recipients}>
        {recipients.map(({ registrationId, account }) => (
          <li key={registrationId}>
            <button type="button" className={styles.recipient} aria-pressed={registrationId === shown} onClick={() => onShow(registrationId)}>
              <Dot tone="ok" icon={CircleCheck} />
              <span className="mono cut">{url(registrationId)}</span>
              <span className="muted">
                {registrationId} · {provider.account.title.toLowerCase()} {account}
                {triggerOf(provider, registrations.get(registrationId)) !== null && ` · on ${triggerOf(provider, registrations.get(registrationId))}`}
              </span>
            </button>
          </li>
        ))}
        {skipped.map(({ registrationId, reason }) => (
          <li key={registrationId} className={styles.recipient}>
            <Dot tone="idle" icon={Ban} />
            <span className="mono cut">{url(registrationId)}</span>
            <span className="muted">{registrationId}</span>
            <span className={styles.reason}>Gets nothing: {reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
