import { Check, Minus, X } from 'lucide-react'
import type { Verdict } from '#contract/verdict.ts'
import { CopyButton } from './copy-button.tsx'
import { WireText } from './wire-text.tsx'
import styles from './steps.module.css'

const SHOWN = 600

/** Each step of a signature's derivation with the value that came of it, so that a receiver's code can be compared line by line. */
export function VerdictSteps({ verdict }: { verdict: Verdict }) {
  return (
    <ol className={styles.steps}>
      {verdict.steps.map((step, at) => (
        <li key={at} className={styles.step} data-ok={step.ok ?? 'none'}>
          <span className={styles.mark} aria-hidden>
            {step.ok === null ? <Minus size={12} /> : step.ok ? <Check size={12} strokeWidth={3} /> : <X size={12} strokeWidth={3} />}
          </span>
          <div className={styles.body}>
            <div className={styles.title}>
              {step.title}
              {step.ok !== null && <span className="unseen">{step.ok ? ': holds' : ': does not hold'}</span>}
            </div>
            {step.detail && <div className="muted">{step.detail}</div>}
            {step.value !== null && (
              <div className={styles.value}>
                <code className="mono" tabIndex={0} role="group" aria-label={`Value of ${step.title}`}>
                  <WireText text={step.value.slice(0, SHOWN)} lines />
                  {step.value.length > SHOWN && '…'}
                </code>
                <CopyButton value={step.value} label={`Copy ${step.title}`} size={12} />
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
