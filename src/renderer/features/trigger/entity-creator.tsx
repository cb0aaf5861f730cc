import { Button } from '@mantine/core'
import { Dices, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { JsonObject } from '#contract/common.ts'
import type { EntityKind, ProviderInfo, Trigger } from '#contract/provider.ts'
import { reloadList } from '#renderer/state/lists.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { valueAt, withValueAt } from '#renderer/ui/field-input.tsx'
import { notifyDone } from '#renderer/ui/notify.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { EntityFields } from './entity-fields.tsx'
import { objectOf, textOfData } from './property-type.ts'
import { raisedText } from './raised-text.ts'
import styles from './trigger.module.css'

/** A new document of one kind; what its creation raises is raised. */
export function EntityCreator({ provider, kind, triggers, onMade }: { provider: ProviderInfo; kind: EntityKind; triggers: readonly Trigger[]; onMade: (id: string) => void }) {
  const [text, setText] = useState(() => textOfData(startOf(kind)))
  const [seed, setSeed] = useState(anySeed)
  const data = useMemo(() => objectOf(text), [text])
  const noun = kind.title.toLowerCase()
  const create = useAction(async (client) => {
    if (data === null) return
    const { entity, fired } = await client.call('createEntity', { params: { provider: provider.id, kind: kind.kind }, body: { data } })
    reloadList('entity')
    notifyDone(`${entity.title} is there. ${raisedText(fired)}`)
    onMade(entity.id)
  })
  const sample = useAction(async (client) => {
    const read = await client.call('getSample', { params: { provider: provider.id, trigger: triggers[0]?.name ?? '' }, query: { seed } })
    // A sample is some event's data: it is of use only where it has what this kind needs.
    if (!kind.fields.every((field) => !field.required || valueAt(read.data, field.key) !== undefined)) throw new Error(`The samples of ${provider.title} have not all that a ${noun} needs: fill the form in by hand.`)
    setSeed(seed + 1)
    setText(textOfData(read.data))
  })
  return (
    <Pane
      label={`New ${noun}`}
      head={<h2 className={styles.title}>New {noun}</h2>}
      actions={
        kind.raises && triggers.length > 0 && (
          <Button leftSection={<Dices size={13} aria-hidden />} loading={sample.busy} onClick={() => void sample.run()}>
            Fill in a sample
          </Button>
        )
      }
    >
      <div className={styles.composer}>
        <div className={styles.scroll}>
          <p className={styles.description}>{kind.description}</p>
          <EntityFields kind={kind} text={text} data={data} onChange={setText} />
        </div>
        <footer className={styles.foot}>
          {create.error !== null && <ProblemLine error={create.error} />}
          {sample.error !== null && <ProblemLine error={sample.error} />}
          <div className={styles.fireBar}>
            <Button variant="filled" leftSection={<Plus size={13} aria-hidden />} disabled={data === null} loading={create.busy} onClick={() => void create.run()}>
              Create the {noun}
            </Button>
            <span className={styles.makes} role="status">
              {data === null && 'The JSON is not an object.'}
            </span>
          </div>
        </footer>
      </div>
    </Pane>
  )
}

/** Documents made from one seed would have the same id: each screen starts somewhere else. */
const anySeed = (): number => Math.floor(Math.random() * 1_000_000)

function startOf(kind: EntityKind): JsonObject {
  return kind.fields.reduce<JsonObject>((data, field) => (field.default === undefined ? data : withValueAt(data, field.key, field.default)), {})
}
