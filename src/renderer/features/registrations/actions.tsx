import { Button } from '@mantine/core'
import { PenLine, Play } from 'lucide-react'
import { Link } from 'wouter'
import type { Action, ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useFollowed } from '#renderer/state/use-followed.ts'
import { FiredView } from '#renderer/ui/fired-view.tsx'
import { notifyDone } from '#renderer/ui/notify.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { triggerOf } from '#renderer/ui/registration-trigger.ts'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import styles from './registrations.module.css'

/** The buttons of the provider's own page, and what came of pressing one. */
export function Actions({ registration, provider }: { registration: Registration; provider: ProviderInfo }) {
  const { followed, watch, forget } = useFollowed()
  const now = useNow()
  const { id, enabled } = registration
  const trigger = triggerOf(provider, registration)
  const press = useAction(async (client, action: Action) => {
    const run = () => client.call('runAction', { params: { id, action: action.id } })
    if (!action.raises) {
      await run()
      return notifyDone(`${action.title}: ${id} is changed. The next attempt uses it.`)
    }
    await watch(async () => {
      const { fired } = await run()
      const made = fired?.deliveries[0]
      notifyDone(
        <>
          {action.title}: {made ? <Link href={`/deliveries/${made.id}`}>{made.id}</Link> : 'no delivery'}
        </>,
      )
      return fired ? [fired] : []
    })
  })
  const actions = provider.actions.map((action) => ({ ...action, Icon: action.raises ? Play : PenLine }))
  useCommands(actions.map(({ Icon, ...action }) => ({ id: `action ${action.id}`, title: `${action.title} for ${id}`, group: 'This registration', icon: Icon, run: () => void press.run(action) })))
  return (
    <Section title="Try it">
      <ul className={styles.actions}>
        {actions.map(({ Icon, ...action }) => (
          <li key={action.id}>
            <Button variant={action.raises ? 'filled' : 'default'} leftSection={<Icon size={12} aria-hidden />} loading={press.busy} disabled={action.raises && !enabled} onClick={() => void press.run(action)}>
              {action.title}
            </Button>
            <span className="muted">{action.description}</span>
            <SourceTag source={action.source} />
          </li>
        ))}
        <li>
          <Link className={styles.link} href={`/trigger/${encodeURIComponent(provider.id)}${trigger === null ? '' : `/fire/${encodeURIComponent(trigger)}`}?registration=${id}`}>
            {trigger === null ? 'Fire any trigger at it' : 'Fire its trigger, or one below'}
          </Link>
          {provider.sync && (
            <Link className={styles.link} href={`/syncs?new=${id}`}>
              {provider.sync.title}
            </Link>
          )}
          {!enabled && <span className="muted">It is disabled: it gets nothing until it is enabled.</span>}
        </li>
      </ul>
      {press.error !== null && <ProblemLine error={press.error} />}
      {followed && <FiredView {...followed} now={now} onClose={forget} />}
    </Section>
  )
}
