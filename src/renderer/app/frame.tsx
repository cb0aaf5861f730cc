import { Loader } from '@mantine/core'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Banner } from './banner.tsx'
import { Faults } from './faults.tsx'
import { Keys } from './keys.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { ROOMS } from './rooms.tsx'
import { StatusBar } from './status-bar.tsx'
import { useFrameCommands } from './frame-commands.ts'
import { useKeyboard } from './keyboard.ts'
import styles from './frame.module.css'

/** What is always there: rail, room, status bar; palette and keys over it. */
export function Frame() {
  useFrameCommands()
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
            <Suspense fallback={<Loader className={styles.wait} size="sm" aria-label="Loading" />}>
              <Switch>
                {ROOMS.map((room) => (
                  <Route key={room.path} path={`/${room.path}/*?`} component={room.component} />
                ))}
                <Route>
                  <Redirect to="/deliveries" replace />
                </Route>
              </Switch>
            </Suspense>
          </Faults>
        </div>
        <div id="overlays" />
      </main>
      <StatusBar />
      <Palette />
      <Keys />
    </div>
  )
}
