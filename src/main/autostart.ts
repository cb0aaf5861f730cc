/** Whether the system starts the app when its user logs in: macOS and Windows have a list for it, Linux desktops a folder of files (XDG autostart). */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app } from 'electron'

/** The app was started by the system and not by a person: it waits in the tray. */
export const HIDDEN_FLAG = '--hidden'

export interface Autostart {
  readonly supported: boolean
  isOn(): boolean
  /** @throws when the system does not let us. */
  set(on: boolean): void
}

export function createAutostart(): Autostart {
  if (process.platform === 'linux') return byFile(join(app.getPath('appData'), 'autostart', 'hookwright.desktop'))
  if (process.platform !== 'darwin' && process.platform !== 'win32') return { supported: false, isOn: () => false, set: () => undefined }
  const args = [HIDDEN_FLAG]
  return {
    supported: true,
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
  }
}

function byFile(file: string): Autostart {
  return {
    supported: true,
    isOn: () => existsSync(file),
    set(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `[Desktop Entry]\nType=Application\nName=Hookwright\nComment=A workbench for webhook receivers\nExec=${command()}\nTerminal=false\n`)
    },
  }
}

/** An AppImage is mounted somewhere else at each start: its own file is what can be started again. */
const command = (): string => [process.env['APPIMAGE'] ?? process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN_FLAG].map(quoted).join(' ')

/** As the Desktop Entry Specification has it: quoted, its four characters escaped, percent signs doubled; then once more as a value of a key. */
const quoted = (text: string): string => `"${text.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\')
