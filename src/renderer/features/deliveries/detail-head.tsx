import { ActionIcon, Button, Kbd, Menu, Tooltip } from '@mantine/core'
import { ArrowLeft, Ban, ChevronDown, Filter, ListChecks, Pencil, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { SETTLED } from '#contract/delivery-status.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { reloadList } from '#renderer/state/lists.ts'
import { recordScenario } from '#renderer/state/scenario.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { STATUS_LOOK, StatusMark } from '#renderer/ui/marks.tsx'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { useSpoken } from '#renderer/ui/speak.ts'
import type { Address } from './address.ts'
import styles from './deliveries.module.css'

interface How {
  readonly resign?: boolean
  readonly newIds?: boolean
}

export function DetailHead({ summary, address, covering }: { summary: DeliverySummary; address: Address; covering: boolean }) {
  const { id, status } = summary
  const [opened, setOpened] = useState({ id, status })
  if (opened.id !== id) setOpened({ id, status })
  useSpoken(SETTLED.has(status) && !SETTLED.has(opened.status) ? `${id} ${STATUS_LOOK[status].word}` : null)
  const [, go] = useLocation()
  const replay = useAction(async (client, how: How) => {
    const made = await client.call('replayDelivery', { params: { id }, body: how })
    reloadList('delivery')
    address.follow(made.id)
    notifyDone(`${made.id} replays ${id}`)
  }, notifyProblem)
  const cancel = useAction(async (client) => {
    await client.call('cancelDelivery', { params: { id } })
  }, notifyProblem)
  const asScenario = useAction(async (client) => {
    await recordScenario(client, { ids: [id] })
    go('/scenarios')
  }, notifyProblem)
  const again = (how: How = {}) => void replay.run(how)
  const edit = () => go(`/replays?new=deliveries&ids=${id}&edit=1`)
  const settled = SETTLED.has(status)
  useCommands([
    { id: 'replay', title: `Replay ${id}`, group: 'This delivery', keys: ['r'], icon: RotateCcw, run: again },
    { id: 'edit-replay', title: `Edit ${id} and replay it`, group: 'This delivery', keys: ['e'], icon: Pencil, keywords: 'change send elsewhere', run: edit },
    ...(settled ? [] : [{ id: 'cancel-delivery', title: `Cancel ${id}: send nothing more`, group: 'This delivery', icon: Ban, run: () => void cancel.run() }]),
    { id: 'only-status', title: `Only what is ${STATUS_LOOK[status].word}`, group: 'Deliveries', icon: Filter, keywords: 'filter narrow', run: () => address.narrow({ status: [status] }) },
    { id: 'only-trigger', title: `Only ${summary.trigger}`, group: 'Deliveries', icon: Filter, keywords: 'filter narrow trigger', run: () => address.narrow({ trigger: summary.trigger }) },
    { id: 'only-registration', title: `Only deliveries of ${summary.registrationId}`, group: 'Deliveries', icon: Filter, keywords: 'filter narrow registration', run: () => address.narrow({ registration: summary.registrationId }) },
    { id: 'as-scenario', title: `Make a scenario of ${id}`, group: 'This delivery', icon: ListChecks, keywords: 'record reproduce bug', run: () => void asScenario.run() },
  ])

  return (
    <>
      {covering && <h1 className="unseen">Deliveries</h1>}
      {covering && (
        <ActionIcon aria-label="Back to the list" onClick={address.close}>
          <ArrowLeft size={15} aria-hidden />
        </ActionIcon>
      )}
      <h2 className={styles.title}>
        <StatusMark status={summary.status} />
        <span className="cut">{summary.trigger}</span>
      </h2>
      <div className={styles.actions}>
        {!settled && (
          <SecondClick confirm="Send nothing more?" onConfirm={() => void cancel.run()} loading={cancel.busy}>
            Cancel
          </SecondClick>
        )}
        <Button.Group>
          <Button data-tour="replay" leftSection={<RotateCcw size={13} aria-hidden />} rightSection={<Kbd aria-hidden>r</Kbd>} loading={replay.busy} onClick={() => again()}>
            Replay
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button px={6} aria-label="Other ways to replay">
                <ChevronDown size={13} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => again()}>Sign again with the settings of now</Menu.Item>
              <Menu.Item onClick={() => again({ resign: false })}>Send the same bytes as the first time</Menu.Item>
              <Menu.Item onClick={() => again({ newIds: true })}>As a new message, with a new id</Menu.Item>
              <Menu.Divider />
              <Menu.Item rightSection={<Kbd aria-hidden>e</Kbd>} onClick={edit}>
                Change it first, or send it elsewhere …
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={() => void asScenario.run()}>Make a scenario of it</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
        {!covering && (
          <Tooltip label="Close (Esc)">
            <ActionIcon aria-label="Close the delivery" onClick={address.close}>
              <X size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </>
  )
}
