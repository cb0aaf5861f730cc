import { Button } from '@mantine/core'
import { FileDown, FileQuestion, Inbox as InboxIcon, MousePointerClick, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Redirect, useSearch } from 'wouter'
import type { Inbox } from '#contract/inbox.ts'
import { chooseImportFile } from '#renderer/state/import-file.ts'
import { useStore } from '#renderer/state/store.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { notifyProblem } from '#renderer/ui/notify.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { useAddress } from './address.ts'
import type { Address } from './address.ts'
import { CaptureDetail } from './capture-detail.tsx'
import type { CaptureTab } from './capture-tab.ts'
import { CaptureList } from './capture-list.tsx'
import { CreateForm } from './create-form.tsx'
import { InboxBar } from './inbox-bar.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import styles from './inboxes.module.css'

/** The receivers, and what each of them got. */
export function Inboxes() {
  const address = useAddress()
  const making = useSearch() === 'new'
  const loaded = useStore((state) => state.loaded)
  const items = useStore((state) => state.inboxes.items)
  // The oldest first, so that a new one does not move the others.
  const inboxes = useMemo(() => [...items.values()].sort((a, b) => a.id.length - b.id.length || a.id.localeCompare(b.id)), [items])
  if (!loaded) return <Wait room="Inboxes" />
  if (/^cap_\d+$/.test(address.name ?? '')) return <ToCapture id={address.name ?? ''} address={address} />
  const [first] = inboxes
  const chosen = inboxes.find(({ name, id }) => name === address.name || id === address.name)
  if (address.name === null && !making && first) return <Redirect to={`/inboxes/${first.name}`} replace />
  return (
    <Pane
      label="Inboxes"
      title="Inboxes"
      head={<InboxTabs inboxes={inboxes} chosen={chosen?.id ?? null} />}
      actions={
        <>
          <Button leftSection={<FileDown size={13} aria-hidden />} onClick={chooseImportFile}>
            Import
          </Button>
          <Button leftSection={<Plus size={13} aria-hidden />} aria-pressed={making} onClick={address.make}>
            New inbox
          </Button>
        </>
      }
    >
      {chosen && !making ? <Room key={chosen.id} inbox={chosen} address={address} /> : making || !first ? <Make first={!first} address={address} /> : <Missing address={address} />}
    </Pane>
  )
}

/** A capture by its id alone: its inbox is looked up. */
function ToCapture({ id, address }: { id: string; address: Address }) {
  const { data, error } = useLoaded(`inbox of ${id}`, async (client, signal) => {
    const { inboxId } = await client.call('getCapture', { params: { id }, signal })
    return client.call('getInbox', { params: { id: inboxId }, signal })
  })
  if (data) return <Redirect to={`/inboxes/${data.name}/${id}`} replace />
  if (error === null) return <Wait room="Inboxes" />
  return (
    <Pane label="Capture">
      <EmptyState icon={FileQuestion} title={`There is no ${id} here`} actions={<Button onClick={address.leave}>To the inboxes</Button>}>
        It may have been removed, with its inbox or by retention.
      </EmptyState>
    </Pane>
  )
}

function Room({ inbox, address }: { inbox: Inbox; address: Address }) {
  const narrow = useNarrow()
  const [tab, setTab] = useState<CaptureTab>('request')
  const { capture } = address
  const close = () => address.close(inbox.name)
  const covered = narrow && capture !== null
  return (
    <div className={styles.room}>
      {!covered && <InboxBar inbox={inbox} onGone={address.leave} />}
      <div className={styles.main}>
        <Split
          id="inboxes"
          narrow={narrow}
          listSize="52%"
          list={<CaptureList inbox={inbox} selected={capture} onOpen={(id) => address.open(inbox.name, id)} onClose={close} />}
          detail={
            capture !== null ? (
              <CaptureDetail key={capture} id={capture} covering={narrow} tab={tab} onTab={setTab} onClose={close} />
            ) : narrow ? null : (
              <EmptyState icon={MousePointerClick} title="Choose a capture">
                Its headers and bytes as they came, the verdict step by step, and what it was answered.
              </EmptyState>
            )
          }
        />
      </div>
    </div>
  )
}

function Make({ first, address }: { first: boolean; address: Address }) {
  const quick = useAction(async (client) => address.choose((await client.call('createInbox', { body: {} })).name), notifyProblem)
  return (
    <div className={styles.make}>
      {first && (
        <EmptyState
          icon={InboxIcon}
          title="There is no inbox yet"
          actions={
            <Button variant="filled" leftSection={<Plus size={13} aria-hidden />} loading={quick.busy} onClick={() => void quick.run()}>
              Make one now
            </Button>
          }
        >
          An inbox has a URL of its own, keeps whatever is sent to it, verifies it, and answers what you say. Or drop a file here: HAR, curl, a bundle.
        </EmptyState>
      )}
      <h2 className={styles.title}>{first ? 'Or choose how' : 'New inbox'}</h2>
      <CreateForm onMade={address.choose} />
    </div>
  )
}

function Missing({ address }: { address: Address }) {
  return (
    <EmptyState icon={FileQuestion} title={`There is no inbox ${address.name ?? ''}`} actions={<Button onClick={address.leave}>Back to the inboxes</Button>}>
      It may have belonged to another workspace, or has been removed.
    </EmptyState>
  )
}
