import { Pane } from '#renderer/ui/pane.tsx'
import { DesktopSection } from './desktop-section.tsx'
import { PageSection } from './page-section.tsx'
import { RetentionSection } from './retention-section.tsx'
import { SealingSection } from './sealing-section.tsx'
import styles from './settings.module.css'

/** What a user chooses once: for this page, for the workspace, and for the desktop app where it is one. */
export function Settings() {
  return (
    <Pane label="Settings" title="Settings" padded>
      <div className={styles.settings}>
        <PageSection />
        <RetentionSection />
        <SealingSection />
        <DesktopSection />
      </div>
    </Pane>
  )
}
