import { ActionIcon, Tooltip } from '@mantine/core'
import { CircleCheck, CircleOff, Info, Plus, TriangleAlert } from 'lucide-react'
import { Link } from 'wouter'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { triggerOf } from '#renderer/ui/registration-trigger.ts'
import { Dot } from '#renderer/ui/marks.tsx'
import { plural } from '#renderer/ui/format.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import type { Address } from './address.ts'
import styles from './registrations.module.css'

/** Every webhook, under the provider it is registered with. */
export function List({ address, providers, registrations }: { address: Address; providers: readonly ProviderInfo[]; registrations: readonly Registration[] }) {
  return (
    <Pane label="List of registrations" title="Registrations">
      {providers.map((provider) => {
        const mine = registrations.filter((one) => one.provider === provider.id)
        return (
          <section key={provider.id} className={styles.provider} aria-label={provider.title}>
            <header className={styles.providerHead}>
              <h2>{provider.title}</h2>
              {provider.baseUrl && <ShortText value={provider.baseUrl} label={`the base URL of ${provider.title}`} max={40} />}
              <span className={styles.providerTools}>
                <Tooltip label={`Rules and snippets of ${provider.title}`}>
                  <ActionIcon aria-label={`About ${provider.title}`} aria-pressed={address.about === provider.id} onClick={() => address.tell(provider.id)}>
                    <Info size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={`Register a URL with ${provider.title}`}>
                  <ActionIcon aria-label={`Register a URL with ${provider.title}`} onClick={() => address.make(provider.id)}>
                    <Plus size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </span>
            </header>
            {mine.length === 0 && <p className={styles.none}>No URL is registered.</p>}
            <ul className={styles.rows}>
              {mine.map((one) => (
                <Row key={one.id} registration={one} account={provider.account.title} trigger={triggerOf(provider, one)} selected={one.id === address.selected} />
              ))}
            </ul>
          </section>
        )
      })}
    </Pane>
  )
}

function Row({ registration, account, trigger, selected }: { registration: Registration; account: string; trigger: string | null; selected: boolean }) {
  const { id, url, enabled, differences } = registration
  return (
    <li>
      <Link href={`/registrations/${id}`} replace={selected} className={styles.row} aria-current={selected || undefined}>
        <span className={styles.state}>
          <Dot tone={enabled ? 'ok' : 'idle'} icon={enabled ? CircleCheck : CircleOff} />
          {enabled ? 'enabled' : 'disabled'}
        </span>
        <span className="mono cut" title={url}>
          {url}
        </span>
        <span className={styles.account}>
          {account} {registration.account}
        </span>
        <span className={styles.differ}>
          {differences.length > 0 && (
            <span title={`${plural(differences.length, 'difference')} from production`}>
              <TriangleAlert size={12} aria-hidden /> {differences.length}
              <span className="unseen"> {differences.length === 1 ? 'difference' : 'differences'} from production</span>
            </span>
          )}
        </span>
        {trigger !== null && (
          <span className={`${styles.trigger} mono cut`} title={trigger}>
            {trigger}
          </span>
        )}
      </Link>
    </li>
  )
}
