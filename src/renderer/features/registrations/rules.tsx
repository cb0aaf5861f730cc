import type { ProviderInfo } from '#contract/provider.ts'
import { useStore } from '#renderer/state/store.ts'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import styles from './registrations.module.css'

/** Everything the emulator keeps to, and who says so. */
export function Rules({ rules }: { rules: ProviderInfo['rules'] }) {
  const strict = useStore((state) => state.status?.strict === true)
  return (
    <table className={styles.rules}>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">What holds</th>
          <th scope="col">Says who</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <th scope="row">{rule.label}</th>
            <td>
              {rule.value}
              {rule.strictOnly && !strict && <span className={styles.lenient}>not insisted on here</span>}
              {rule.note && <span className={styles.note}>{rule.note}</span>}
            </td>
            <td>
              <SourceTag source={rule.source} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
