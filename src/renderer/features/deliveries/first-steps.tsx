import { Button, Select } from '@mantine/core'
import { ListTree, Send, Signpost, Sparkles, Zap } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import { beginTour } from '#renderer/state/tour.ts'
import { useDemo } from '#renderer/state/use-demo.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { LanguageSelect, Snippet, filled, languageName } from '#renderer/ui/snippet.tsx'
import styles from './deliveries.module.css'

/** An empty list offers the step that fills it: register a URL, or have something sent to the one that is there. */
export function FirstSteps() {
  const [, go] = useLocation()
  const loaded = useStore((state) => state.loaded)
  const registrations = useStore((state) => state.registrations.items)
  const [first] = registrations.values()
  if (!loaded) return null
  if (!first) return <Register />
  return (
    <EmptyState
      icon={Send}
      title="Nothing has been sent yet"
      actions={
        <>
          <Actions registration={first} />
          <Button leftSection={<Zap size={13} aria-hidden />} onClick={() => go('/trigger')}>
            Fire a trigger
          </Button>
        </>
      }
    >
      <p>
        Deliveries to <span className="mono">{first.url}</span> appear here as they happen.
      </p>
    </EmptyState>
  )
}

function Actions({ registration }: { registration: Registration }) {
  const provider = useStore((state) => state.providers.find((one) => one.id === registration.provider))
  const press = useAction(async (client, action: string) => {
    await client.call('runAction', { params: { id: registration.id, action } })
  }, notifyProblem)
  const raising = provider?.actions.filter(({ raises }) => raises)
  return raising?.map((action) => (
    <Button key={action.id} variant="filled" loading={press.busy} onClick={() => void press.run(action.id)} title={action.description}>
      {action.title}
    </Button>
  ))
}

function Register() {
  const [, go] = useLocation()
  const providers = useStore((state) => state.providers)
  const [chosen, setChosen] = useState<string | null>(null)
  const provider = providers.find(({ id }) => id === chosen) ?? providers[0]
  const toured = usePreferences((state) => state.toured)
  const { make } = useDemo(notifyDone, notifyProblem)
  const tour = useAction((client) => beginTour(client), notifyProblem)
  return (
    <EmptyState icon={Send} title="Nothing is registered yet">
      <p>A demo shows all of it at work: an inbox, a registration with its signing key, a delivery that is acknowledged and one that fails. It can be removed again.</p>
      <div className={styles.begin}>
        <Button variant="filled" leftSection={<Sparkles size={13} aria-hidden />} loading={make.busy} onClick={() => void make.run()}>
          Set up a demo
        </Button>
        <Button leftSection={<ListTree size={13} aria-hidden />} onClick={() => go('/registrations')}>
          Register a URL
        </Button>
        {!toured && (
          <Button leftSection={<Signpost size={13} aria-hidden />} onClick={() => void tour.run()}>
            Take the tour
          </Button>
        )}
      </div>
      <p>Or register the URL of your receiver the way your code would do it with the provider:</p>
      <div className={styles.steps}>
        {providers.length > 1 && <Select size="xs" aria-label="Provider" data={providers.map(({ id, title }) => ({ value: id, label: title }))} value={provider?.id ?? null} allowDeselect={false} onChange={setChosen} />}
        {provider && <ByCode key={provider.id} provider={provider} />}
      </div>
    </EmptyState>
  )
}

/** The provider's own registration call in the reader's language, with what is known already filled in. */
function ByCode({ provider }: { provider: ProviderInfo }) {
  const inbox = useStore((state) => [...state.inboxes.items.values()].find((one) => one.url !== null)?.url)
  const wanted = usePreferences((state) => state.snippetLanguage)
  const [first] = provider.snippets
  const fitting = provider.snippets.filter(({ title }) => title === first?.title)
  const snippet = fitting.find(({ language }) => language === wanted) ?? first
  const account = useLoaded(`account of ${provider.id}`, async (client, signal) => {
    const page = await client.call('listEntities', { params: { provider: provider.id, kind: provider.account.kind }, query: { limit: 1 }, signal })
    return page.items[0]?.id
  })
  if (!snippet) return null
  const code = filled(snippet.code, snippet.language, { base: provider.baseUrl, url: inbox, account: account.data })
  return (
    <>
      <LanguageSelect languages={fitting.map(({ language }) => language)} value={snippet.language} onChange={(language) => prefer({ snippetLanguage: language })} />
      <Snippet title={`${snippet.title} with ${provider.title}`} language={languageName(snippet.language)} code={code} />
    </>
  )
}
