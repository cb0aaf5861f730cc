/** What only has to be heard of: dialogs, the menu, and what goes out to the system. */
import { onAsk, tell } from './driver.ts'

interface Item {
  readonly label?: string
  readonly role?: string
  readonly accelerator?: string
  readonly submenu?: readonly Item[]
  readonly click?: () => void
}

let menu: readonly Item[] = []

export const Menu = {
  buildFromTemplate: (template: readonly Item[]) => template,
  setApplicationMenu: (template: readonly Item[]) => void (menu = template),
}
const allItems = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...allItems(item.submenu ?? [])])

onAsk('menu', () => allItems(menu).map(({ label, role, accelerator }) => ({ label, role, accelerator })))
onAsk('choose', (label: string) => {
  const item = allItems(menu).find((known) => known.label === label)
  if (!item?.click) throw new Error(`The menu has no "${label}" to click.`)
  item.click()
})

/** The message box that waits for a button. */
let press: ((button: number) => void) | undefined
export const dialog = {
  showErrorBox: (title: string, content: string) => tell('error-box', { title, content }),
  showMessageBox: (options: object) => {
    tell('message-box', options)
    return new Promise<{ response: number }>((resolve) => (press = (response) => resolve({ response })))
  },
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
