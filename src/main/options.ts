/** What a user chose for the app on this machine, kept beside the window's place. What the file says is checked: anything else is the default. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { DesktopChange } from '#contract/desktop-options.ts'
import type { DesktopOptions } from '#contract/desktop-options.ts'
import type { Autostart } from './autostart.ts'

/** Where releases are is not known to this build; a user may say so. */
const DEFAULTS: Omit<DesktopOptions, 'openAtLogin'> = { notifications: true, tray: true, keepRunning: false, updates: true, updatesFrom: '' }

export type Options = ReturnType<typeof createOptions>

/** @param changed called after each change. */
export function createOptions(autostart: Autostart, changed: () => void) {
  const file = join(app.getPath('userData'), 'options.json')
  let kept = read(file)

  const get = (): DesktopOptions => ({ ...DEFAULTS, ...kept, openAtLogin: autostart.isOn() })
  return {
    get,
    /** @throws for what can't be meant, or can't be kept; nothing is changed then. */
    change(asked: unknown): void {
      const parsed = DesktopChange.safeParse(asked)
      if (!parsed.success) throw new Error(`${parsed.error.issues[0]?.path.join('.') ?? 'The change'} can't be set to that.`)
      const { openAtLogin, ...others } = parsed.data
      if (openAtLogin !== undefined && openAtLogin !== autostart.isOn()) autostart.set(openAtLogin)
      const next = { ...kept, ...others }
      writeFileSync(`${file}.new`, JSON.stringify(next))
      renameSync(`${file}.new`, file)
      kept = next
      changed()
    },
  }
}

function read(file: string): DesktopChange {
  try {
    const parsed = DesktopChange.omit({ openAtLogin: true }).safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}
