/** What only has to be heard of: dialogs, the menu, and what goes out to the system. */
import { onAsk, tell } from './driver.ts'

export interface Item {
  readonly label?: string
  readonly role?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly submenu?: readonly Item[]
  readonly click?: () => void
}

let menu: readonly Item[] = []

export const Menu = {
  buildFromTemplate: (template: readonly Item[]) => template,
  setApplicationMenu: (template: readonly Item[]) => void (menu = template),
}
export const allItems = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...allItems(item.submenu ?? [])])

onAsk('menu', () => allItems(menu).map(({ label, role, accelerator }) => ({ label, role, accelerator })))
/** Clicks one of them, as far as it can be clicked. */
export function choose(items: readonly Item[], label: string): void {
  const item = allItems(items).find((known) => known.label === label)
  if (!item?.click || item.enabled === false) throw new Error(`There is no "${label}" to click.`)
  item.click()
}
onAsk('choose', (label: string) => choose(menu, label))

/** What a person chooses when asked for files. */
let chosen: readonly string[] = []
onAsk('will-choose', (paths: readonly string[]) => void (chosen = paths))

/** The message box that waits for a button. */
let press: ((button: number) => void) | undefined
export const dialog = {
  showErrorBox: (title: string, content: string) => tell('error-box', { title, content }),
  showMessageBox: (options: object) => {
    tell('message-box', options)
    return new Promise<{ response: number }>((resolve) => (press = (response) => resolve({ response })))
  },
  showOpenDialog: () => Promise.resolve({ canceled: chosen.length === 0, filePaths: chosen }),
}
onAsk('press', (button: number) => press?.(button))

export const shell = {
  openExternal: (url: string) => Promise.resolve(tell('open-external', url)),
  openPath: (path: string) => Promise.resolve(tell('open-path', path)),
}
export const clipboard = { writeText: (text: string) => Promise.resolve(tell('clipboard', text)) }
export const nativeTheme = {
  themeSource: 'system',
  /** The system itself is light here. */
  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'dark'
  },
}
onAsk('theme', () => nativeTheme.themeSource)
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
