/** The app in the system's tray: what waits and what failed, the pause of all sending, and the way back to the window. */
import { Menu, Tray, nativeImage } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { Status } from '#contract/live.ts'
import icon from '../../resources/icons/icon.png?asset'

/** A menu that is made anew closes when it is open, on some systems. */
const PACE_MS = 1000
const SIZE = 22

export interface TrayDeps {
  readonly open: () => void
  readonly pause: (paused: boolean) => void
  readonly quit: () => void
}

export interface TrayIcon {
  /** @param status undefined: the engine is not up. */
  show(status: Status | undefined): void
  remove(): void
}

export function createTray({ open, pause, quit }: TrayDeps): TrayIcon {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: SIZE, height: SIZE }))
  let shown = ''
  let newest: Status | undefined
  let resting: NodeJS.Timeout | undefined

  function draw(): void {
    const lines = linesOf(newest)
    const next = JSON.stringify(lines)
    if (next === shown) return
    shown = next
    tray.setToolTip(`Hookwright: ${lines.join(', ')}`)
    const paused = newest?.queue.paused ?? false
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...lines.map((label): MenuItemConstructorOptions => ({ label, enabled: false })),
        { type: 'separator' },
        { label: paused ? 'Resume Sending' : 'Pause Sending', enabled: newest !== undefined, click: () => pause(!paused) },
        { label: 'Open Hookwright', click: open },
        { type: 'separator' },
        { label: 'Quit', click: quit },
      ]),
    )
    resting = setTimeout(() => {
      resting = undefined
      draw()
    }, PACE_MS)
  }

  tray.on('click', open)
  draw()
  return {
    show(status) {
      newest = status
      if (resting === undefined) draw()
    },
    remove() {
      clearTimeout(resting)
      tray.destroy()
    },
  }
}

function linesOf(status: Status | undefined): string[] {
  if (!status) return ['The engine is not running']
  const { queue, deliveries } = status
  const failed = (deliveries['failed'] ?? 0) + (deliveries['expired'] ?? 0)
  return [`${queue.waiting} waiting, ${queue.inFlight} in flight`, `${failed} failed or expired`, ...(queue.paused ? ['Sending is paused'] : [])]
}
