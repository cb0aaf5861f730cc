/** The one window: where it was last time, and the page in it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, app, nativeTheme, screen } from 'electron'
import type { Rectangle, WebContents } from 'electron'
import { COLOR_SCHEMES } from '#contract/desktop.ts'
import type { ColorScheme } from '#contract/desktop.ts'
import icon from '../../resources/icons/icon.png?asset'

const DEFAULT_SIZE = { width: 1280, height: 860 }
const SMALLEST_SIZE = { minWidth: 720, minHeight: 480 }
/** `--bg` of the page (renderer/ui/tokens.css), so that nothing flashes before its first paint. */
const BACKGROUND = { dark: '#0e1013', light: '#f5f6f8' }

interface Place {
  readonly bounds?: Rectangle
  readonly maximized?: boolean
  readonly scheme?: ColorScheme
  /** Chromium's level: 0 is 100 %, each step 20 %. */
  readonly zoom?: number
}

/** ERR_ABORTED: a load that was overtaken by another. */
const OVERTAKEN = -3
/** Pages whose last load came to nothing. */
const empty = new WeakSet<WebContents>()

const placeFile = (): string => join(app.getPath('userData'), 'window.json')

/** Zoom beyond this comes from no menu. */
const MOST_ZOOM = 9

/** Made hidden; it shows itself once its page has something to show, unless it is to wait in the tray. */
export function createWindow({ hidden }: { hidden: boolean }): BrowserWindow {
  const { bounds, maximized, scheme, zoom } = lastPlace()
  if (scheme) wear(scheme)
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...bounds,
    ...SMALLEST_SIZE,
    show: false,
    title: 'Hookwright',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  // Maximizing would show it.
  if (maximized && !hidden) window.maximize()
  if (!hidden) window.once('ready-to-show', () => window.show())
  window.on('close', () => keepPlace(window))
  const { webContents } = window
  webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame && code !== OVERTAKEN) empty.add(webContents)
  })
  webContents.on('did-navigate', () => empty.delete(webContents))
  // Chromium keeps it for an origin, and the port may be another one this time.
  if (zoom !== undefined) webContents.once('did-navigate', () => webContents.setZoomLevel(zoom))
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') webContents.reload()
  })
  return window
}

/** Shows the page at `url`. One that is there already is left alone: its feed resumes by itself, and its state is worth keeping. */
export function showPage(window: BrowserWindow, url: string): void {
  const { webContents } = window
  const at = webContents.getURL()
  const there = URL.canParse(at) && new URL(at).origin === new URL(url).origin && !empty.has(webContents)
  // What became of it is heard as did-fail-load.
  if (!there) void window.loadURL(url).catch(() => undefined)
}

/** Brings it to the front, as for somebody who has started the app a second time. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** What the system draws around the page, now and at the next start. */
export function wear(scheme: ColorScheme): void {
  nativeTheme.themeSource = scheme
}

/** A place that is on no display any more is forgotten. */
function lastPlace(): Place {
  try {
    const { bounds, maximized, scheme, zoom } = JSON.parse(readFileSync(placeFile(), 'utf8')) as Place
    const seen = bounds && screen.getAllDisplays().some(({ workArea }) => overlap(bounds, workArea))
    return { bounds: seen ? bounds : undefined, maximized: maximized === true, scheme: COLOR_SCHEMES.find((known) => known === scheme), zoom: typeof zoom === 'number' && Math.abs(zoom) <= MOST_ZOOM ? zoom : undefined }
  } catch {
    return {}
  }
}

const overlap = (a: Rectangle, b: Rectangle): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function keepPlace(window: BrowserWindow): void {
  const place: Place = { bounds: window.getNormalBounds(), maximized: window.isMaximized(), scheme: nativeTheme.themeSource, zoom: window.webContents.getZoomLevel() }
  try {
    writeFileSync(placeFile(), JSON.stringify(place))
  } catch {
    // Without it the window merely opens at its default place.
  }
}
