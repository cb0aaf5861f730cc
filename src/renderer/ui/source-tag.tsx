import { Tooltip } from '@mantine/core'
import type { RuleSource } from '#contract/policy.ts'
import styles from './layout.module.css'

const SAYS: Record<RuleSource, string> = {
  documented: 'The provider says so.',
  assumed: 'Our reading, where the provider is silent.',
  extension: 'Ours alone: the provider has nothing like it.',
  changed: 'Changed here, for this registration alone.',
}

/** Who says so. Shown wherever a rule is met, so that an assumption never passes for a fact. */
export function SourceTag({ source, note }: { source: RuleSource; note?: string }) {
  return (
    <Tooltip label={note ? `${SAYS[source]} ${note}` : SAYS[source]} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <span className={styles.source} data-source={source} tabIndex={0}>
        {source}
      </span>
    </Tooltip>
  )
}
