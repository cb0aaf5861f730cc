import type { Preview } from '#contract/delivery.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './trigger.module.css'

/** In what the data is unlike the schema of its trigger. It is no reason not to fire it. */
export function Warnings({ warnings }: Pick<Preview, 'warnings'>) {
  return (
    <ProblemLine tone="warn">
      Unlike the schema of the trigger, and sent all the same:
      <ul className={styles.warnings}>
        {warnings.map(({ path, message }, at) => (
          <li key={at}>
            {path !== '' && (
              <code>
                <WireText text={path} />
              </code>
            )}{' '}
            <WireText text={message} />
          </li>
        ))}
      </ul>
    </ProblemLine>
  )
}
