import { Tabs } from '@mantine/core'
import { FileQuestion } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { ProblemError } from '#contract/problem.ts'
import { useStore } from '#renderer/state/store.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import type { Address } from './address.ts'
import { AttemptCompare } from './attempt-compare.tsx'
import { AttemptLine } from './attempt-line.tsx'
import { AttemptStrip } from './attempt-strip.tsx'
import { DetailHead } from './detail-head.tsx'
import { DetailFacts } from './detail-facts.tsx'
import { EnvelopeTab } from './envelope-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { ReceivedTab } from './received-tab.tsx'
import { ResponseTab } from './response-tab.tsx'
import { SignatureTab } from './signature-tab.tsx'
import { TABS } from './tab.ts'
import type { Tab } from './tab.ts'
import { useAttemptCommands } from './use-attempt-commands.ts'
import styles from './deliveries.module.css'

export interface DetailProps {
  readonly id: string
  readonly address: Address
  /** It covers the list: it takes the focus and offers the way back. */
  readonly covering: boolean
  readonly tab: Tab
  readonly onTab: (tab: Tab) => void
}

/** One delivery: what became of it, each attempt, and what was said in it. */
export function Detail({ id, address, covering, tab, onTab }: DetailProps) {
  const listed = useStore((state) => state.lists.delivery.list.items.get(id))
  const { data, error, reload } = useLoaded(`delivery ${id}`, (client, signal) => client.call('getDelivery', { params: { id }, signal }), { kind: 'delivery', id })
  const [chosen, setChosen] = useState<number | null>(null)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (covering) place.current?.focus()
  }, [covering])

  const attempts = data?.attempts ?? []
  const attempt = attempts.find((one) => one.number === chosen) ?? attempts.at(-1)
  useAttemptCommands({ attempts, current: attempt?.number ?? 0, choose: setChosen, onTab })

  if (error instanceof ProblemError && error.code === 'not_found') {
    return (
      <Pane label="Delivery">
        <EmptyState icon={FileQuestion} title={`There is no ${id} here`} actions={<Button onClick={address.close}>Back to the list</Button>}>
          It may have belonged to another workspace, or has been removed.
        </EmptyState>
      </Pane>
    )
  }
  const summary = data && (!listed || data.seq >= listed.seq) ? data : listed
  return (
    <Pane label={`Delivery ${id}`} bodyRef={place} head={summary && <DetailHead summary={summary} address={address} covering={covering} />}>
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {summary && <DetailFacts summary={summary} replays={data?.replays ?? []} address={address} />}
      {data && (
        <>
          <AttemptStrip delivery={data} selected={attempt?.number ?? 0} onSelect={setChosen} />
          {attempt ? (
            <>
              <AttemptLine delivery={data} attempt={attempt}>
                <AttemptCompare delivery={data} attempt={attempt} tab={tab} />
              </AttemptLine>
              <Tabs value={tab} onChange={(value) => onTab((value ?? 'envelope') as Tab)} className={styles.tabs}>
                <Tabs.List>
                  {Object.entries(TABS).map(([value, title]) => (
                    <Tabs.Tab key={value} value={value}>
                      {title}
                      {value === 'history' && data.replays.length > 0 && <span className="muted"> {data.replays.length}</span>}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                <Tabs.Panel value="envelope">
                  <EnvelopeTab deliveryId={id} attempt={attempt} />
                </Tabs.Panel>
                <Tabs.Panel value="signature">
                  <SignatureTab delivery={data} attempt={attempt} />
                </Tabs.Panel>
                <Tabs.Panel value="response">
                  <ResponseTab attempt={attempt} />
                </Tabs.Panel>
                <Tabs.Panel value="received">
                  <ReceivedTab deliveryId={id} attempt={attempt} />
                </Tabs.Panel>
                <Tabs.Panel value="history">
                  <HistoryTab delivery={data} address={address} />
                </Tabs.Panel>
              </Tabs>
            </>
          ) : (
            <p className={styles.none}>Nothing has been sent yet.</p>
          )}
        </>
      )}
    </Pane>
  )
}
