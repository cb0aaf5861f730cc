import { Button } from '@mantine/core'
import { Check, Zap } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { JsonObject } from '#contract/common.ts'
import type { Entity, EntityKind, ProviderInfo } from '#contract/provider.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { reloadList } from '#renderer/state/lists.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useFollowed } from '#renderer/state/use-followed.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { plural } from '#renderer/ui/format.ts'
import { notifyDone } from '#renderer/ui/notify.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { EntityFields } from './entity-fields.tsx'
import { patchBetween } from './entity-patch.ts'
import { objectOf, textOfData } from './property-type.ts'
import { raisedText } from './raised-text.ts'
import { Result } from './result.tsx'
import styles from './trigger.module.css'

export interface EntityEditorProps {
  readonly provider: ProviderInfo
  readonly kind: EntityKind
  readonly id: string
  /** Takes it as the data of an event. */
  readonly onUse: (entity: Entity) => void
  readonly onGone: () => void
}

/** What is being written over which version: a change that comes meanwhile is not undone by saving. */
interface Draft {
  readonly base: JsonObject
  readonly text: string
}

/** One stored document: change it as its owner would, and see what that raises. */
export function EntityEditor({ provider, kind, id, onUse, onGone }: EntityEditorProps) {
  const params = { provider: provider.id, kind: kind.kind, id }
  const { data: entity, error, reload } = useLoaded(`entity ${provider.id} ${kind.kind} ${id}`, (client, signal) => client.call('getEntity', { params, signal }), { kind: 'entity', id: `${provider.id}/${kind.kind}/${id}` })
  const [draft, setDraft] = useState<Draft | null>(null)
  const { followed, watch, forget } = useFollowed()
  const now = useNow()
  const noun = kind.title.toLowerCase()

  const text = draft?.text ?? (entity ? textOfData(entity.data) : '')
  const data = useMemo(() => objectOf(text), [text])
  const patch = draft && data ? patchBetween(draft.base, data) : {}
  const changed = Object.keys(patch).length
  const write = (next: string) => {
    if (!entity || next === text) return
    const base = draft?.base ?? entity.data
    setDraft(next === textOfData(base) ? null : { base, text: next })
  }

  const save = useAction(async (client) => {
    if (changed === 0) return
    await watch(async () => (await client.call('changeEntity', { params, body: { data: patch } })).fired)
    setDraft(null)
  })
  const remove = useAction(async (client) => {
    const { fired } = await client.call('deleteEntity', { params })
    notifyDone(`${entity?.title ?? id} is deleted. ${raisedText(fired)}`)
    reloadList('entity')
    onGone()
  })
  useCommands([{ id: 'save', title: `Save the ${noun}`, group: 'Trigger', keys: ['mod+enter'], run: () => void save.run() }])

  return (
    <Pane
      label={kind.title}
      head={
        <>
          <h2 className={styles.title}>
            <WireText text={entity?.title ?? id} />
          </h2>
          {entity && (
            <span className="muted">
              {kind.title}, changed <TimeText iso={entity.updatedAt} now={now} />
            </span>
          )}
        </>
      }
      actions={
        entity && (
          <>
            {kind.raises && (
              <Button leftSection={<Zap size={13} aria-hidden />} onClick={() => onUse(entity)}>
                Use in an event
              </Button>
            )}
            <SecondClick confirm={kind.raises ? 'Delete, and raise it?' : 'Delete?'} loading={remove.busy} onConfirm={() => void remove.run()}>
              Delete
            </SecondClick>
          </>
        )
      }
    >
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {entity && (
        <div
          className={styles.composer}
          onKeyDownCapture={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            event.stopPropagation()
            void save.run()
          }}
        >
          <div className={styles.scroll}>
            <p className={styles.description}>{kind.description}</p>
            <EntityFields kind={kind} text={text} data={data} onChange={write} />
          </div>
          <footer className={styles.foot}>
            {save.error !== null && <ProblemLine error={save.error} />}
            {remove.error !== null && <ProblemLine error={remove.error} />}
            <Result followed={followed} forget={forget} />
            <div className={styles.fireBar}>
              <Button variant="filled" leftSection={<Check size={13} aria-hidden />} disabled={changed === 0} loading={save.busy} onClick={() => void save.run()} title="Ctrl or Cmd with Enter">
                Save
              </Button>
              <Button disabled={draft === null} onClick={() => setDraft(null)}>
                Undo the edits
              </Button>
              <span className={styles.makes} role="status">
                {data === null ? 'The JSON is not an object.' : draft === null ? 'Nothing is changed yet.' : `${plural(changed, 'field')} changed: ${Object.keys(patch).join(', ')}`}
              </span>
            </div>
          </footer>
        </div>
      )}
    </Pane>
  )
}
