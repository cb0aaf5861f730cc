import { CircleDot } from 'lucide-react'
import { Link } from 'wouter'
import { useScenario } from '#renderer/state/scenario.ts'
import styles from './status-bar.module.css'

/** Seen from everywhere while a scenario is being recorded; leads to where it is stopped. */
export function RecordingMark() {
  const recording = useScenario((state) => state.recordingAfter !== undefined)
  if (!recording) return null
  return (
    <Link href="/scenarios" className={`${styles.item} ${styles.recording}`} title="What is delivered becomes a scenario: stop it there">
      <CircleDot size={11} aria-hidden />
      recording
    </Link>
  )
}
