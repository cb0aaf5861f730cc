import { Button, NumberInput } from '@mantine/core'
import { Dices, Pencil, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { ProviderInfo, Trigger } from '#contract/provider.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { draftKey, editDraft, fillSample } from './draft.ts'
import type { Draft } from './draft.ts'
import styles from './trigger.module.css'

/** Where the data comes from, and how to get other data. */
export function DataHead({ provider, trigger, draft, onEdit }: { provider: ProviderInfo; trigger: Trigger; draft: Draft; onEdit: (kind: string, id: string) => void }) {
  const { seed, entity } = draft
  const key = draftKey(provider.id, trigger.name)
  const fill = useAction((client, next: number) => fillSample(client, provider.id, trigger.name, next))
  const edited = draft.text !== draft.filled
  return (
    <>
      <Toolbar>
        <h3 className={styles.dataTitle}>Data</h3>
        <span className={styles.from}>
          {entity ? (
            <>
              from <WireText text={entity.title} />
            </>
          ) : (
            'from a sample'
          )}
          {edited && ', edited'}
        </span>
        {entity && (
          <Button size="compact-xs" leftSection={<Pencil size={12} aria-hidden />} onClick={() => onEdit(entity.kind, entity.id)}>
            Edit this {provider.entities.find(({ kind }) => kind === entity.kind)?.title.toLowerCase()}
          </Button>
        )}
        {edited && (
          <Button size="compact-xs" leftSection={<RotateCcw size={12} aria-hidden />} onClick={() => editDraft(key, draft.filled)}>
            Undo the edits
          </Button>
        )}
        <span className={styles.sample}>
          <Button size="compact-xs" leftSection={<Dices size={13} aria-hidden />} loading={fill.busy} onClick={() => void fill.run(entity ? seed : seed + 1)}>
            {entity ? 'Use a sample' : 'New sample'}
          </Button>
          <SeedInput key={seed} seed={seed} onSeed={(next) => void fill.run(next)} />
        </span>
      </Toolbar>
      {fill.error !== null && <ProblemLine error={fill.error} onRetry={() => void fill.run(seed)} />}
    </>
  )
}

/** The same seed gives the same sample: it can be noted down. */
function SeedInput({ seed, onSeed }: { seed: number; onSeed: (seed: number) => void }) {
  const [typed, setTyped] = useState(seed)
  const take = () => {
    if (typed !== seed) onSeed(typed)
  }
  return (
    <NumberInput
      className={styles.seed}
      size="xs"
      aria-label="Seed of the sample"
      prefix="seed "
      hideControls
      min={0}
      max={2 ** 32 - 1}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      value={typed}
      onChange={(value) => setTyped(typeof value === 'number' ? value : 0)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}
