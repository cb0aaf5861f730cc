import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Tour } from '#renderer/features/tour/index.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { Banner } from './banner.tsx'
import { Faults } from './faults.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { ImportDrop } from './import-drop.tsx'
import { Keys } from './keys.tsx'
import { OpenedFromOutside } from './opened-from-outside.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { ROOMS } from './rooms.tsx'
import { Spoken } from './spoken.tsx'
import { StatusBar } from './status-bar.tsx'
import { useFrameCommands } from './frame-commands.ts'
import { useKeyboard } from './keyboard.ts'
import { usePlaceCommands } from './use-place-commands.ts'
import styles from './frame.module.css'

/** What is always there: rail, room, status bar; palette and keys over it. */
export function Frame() {
  useFrameCommands()
  usePlaceCommands()
  useKeyboard()
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#room">
        Skip to the content
      </a>
      <Rail />
      <main id="room" className={styles.room} tabIndex={-1}>
        <Banner />
        <div className={styles.content}>
          <Faults>
            <Switch>
              {ROOMS.map(({ path, title, component: Room }) => (
                <Route key={path} path={`/${path}/*?`}>
                  <Suspense fallback={<Wait room={title} />}>
                    <Room />
                  </Suspense>
                </Route>
              ))}
              <Route>
                <Redirect to="/deliveries" replace />
              </Route>
            </Switch>
          </Faults>
        </div>
        <div id="overlays" />
      </main>
      <StatusBar />
      <Spoken />
      <Palette />
      <Keys />
      <ImportDialog />
      <ImportDrop />
      <OpenedFromOutside />
      <Tour />
    </div>
  )
}
