import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Frame, Page, Route } from '@playwright/test'
import { app, preventable } from './app.ts'
import { closeBrowser, newContext } from './chromium.ts'
import { onAsk, tell } from './driver.ts'
import { invoke } from './ipc-main.ts'
import { letsPass } from './session.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}
interface Options extends Partial<Bounds> {
  readonly show?: boolean
  readonly webPreferences: { readonly preload: string }
}
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

class WebContents extends EventEmitter {
  openHandler: OpenHandler = () => ({ action: 'allow' })
  readonly page: Promise<Page>

  constructor(page: Promise<Page>) {
    super()
    this.page = page
  }

  /** Synchronous in Electron, so remembered here. */
  url = ''
  getURL(): string {
    return this.url
  }

  /** To the page's own preload. */
  send(channel: string): void {
    void this.page.then((page) => page.evaluate((name) => (Reflect.get(window, 'standInHear') as ((channel: string) => void) | undefined)?.(name), channel)).catch(() => undefined)
  }

  #zoom = 0
  getZoomLevel(): number {
    return this.#zoom
  }
  setZoomLevel(level: number): void {
    this.#zoom = level
    tell('zoom', level)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  reload(): void {
    void this.page.then((page) => page.reload())
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly #options: Options
  #bounds: Bounds
  #maximized = false
  #closed = false
  #focused = false
  /** The address that the shell itself is loading: not a navigation of the page. */
  #loading: string | undefined

  constructor(options: Options) {
    super()
    this.#options = options
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.webContents = new WebContents(this.#open())
    app.windows.add({ close: () => this.#close().then(() => undefined) })
    tell('window', options)
    onAsk('set-bounds', (bounds: Bounds, maximized: boolean) => {
      this.#bounds = bounds
      this.#maximized = maximized
    })
    // The text of a function of (page, argument): what a person would do at the window, or see there.
    onAsk('at-window', async (source: string, argument: unknown) => {
      const act = (0, eval)(`(${source})`) as (page: Page, argument: unknown) => unknown
      return act(await this.webContents.page, argument)
    })
    onAsk('close-window', async () => {
      if (await this.#close()) app.emit('window-all-closed')
    })
    // Something that Chromium is about to do; answers whether the shell has prevented it.
    onAsk('prevented', (name: string, url = '') => {
      const event = preventable({ url })
      this.webContents.emit(name, event)
      return event.defaultPrevented
    })
    onAsk('focus', (focused: boolean) => void (this.#focused = focused))
    onAsk('zoom', (level: number) => this.webContents.setZoomLevel(level))
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.webContents.page
    this.#loading = url
    try {
      await page.goto(url)
    } finally {
      this.#loading = undefined
    }
    this.emit('ready-to-show')
  }

  show(): void {
    tell('window-shown')
  }
  hide(): void {
    tell('window-hidden')
  }
  isFocused(): boolean {
    return this.#focused
  }
  focus(): void {
    tell('window-focused')
  }
  maximize(): void {
    this.#maximized = true
    tell('window-maximized')
  }
  restore(): void {
    tell('window-restored')
  }
  isMinimized(): boolean {
    return false
  }
  isMaximized(): boolean {
    return this.#maximized
  }
  getNormalBounds(): Bounds {
    return this.#bounds
  }

  async #open(): Promise<Page> {
    const context = await newContext()
    const page = await context.newPage()
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height })
    await context.exposeBinding('standInInvoke', ({ frame }, channel: string, args: unknown[]) => invoke(senderOf(frame), channel, args))
    await context.exposeBinding('standInOpen', (_source, url: string) => {
      const { action } = this.webContents.openHandler({ url })
      tell('window-open', { url, action })
    })
    await context.addInitScript(preloadScript(readFileSync(this.#options.webPreferences.preload, 'utf8')))
    await context.route('**', (route) => this.#request(route, page))
    context.on('page', (other) => tell('second-page', other.url()))
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return
      this.webContents.url = frame.url()
      this.webContents.emit('did-navigate', {}, frame.url())
    })
    page.on('requestfailed', (request) => {
      const aborted = request.failure()?.errorText === 'net::ERR_ABORTED'
      if (request.isNavigationRequest()) this.webContents.emit('did-fail-load', {}, aborted ? -3 : -2, request.failure()?.errorText, request.url(), request.frame() === page.mainFrame())
    })
    return page
  }

  async #request(route: Route, page: Page): Promise<void> {
    const request = route.request()
    const url = request.url()
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && this.#loading === undefined) {
      const event = preventable({ url, isMainFrame: true })
      this.webContents.emit('will-navigate', event)
      if (event.defaultPrevented) {
        tell('navigation-prevented', url)
        return route.abort('aborted')
      }
    }
    if (await letsPass(url)) return route.continue()
    tell('request-cancelled', url)
    return route.abort('blockedbyclient')
  }

  /** Whether it is closed now: the shell may prevent it. */
  async #close(): Promise<boolean> {
    if (this.#closed) return true
    const event = preventable({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.#closed = true
    await this.webContents.page.catch(() => undefined)
    await closeBrowser()
    this.emit('closed')
    return true
  }
}

function senderOf(frame: Frame): { origin: string; parent: object | null } {
  return { origin: new URL(frame.url()).origin, parent: frame.parentFrame() }
}

/** The real preload, before any script of the page, in the main frame alone. As under Electron's sandbox it may require `electron` and nothing else. */
function preloadScript(source: string): string {
  return `if (window === window.top) {
    let heard = [];
    window.standInHear = (channel) => heard.forEach(([name, listener]) => name === channel && listener({ sender: electron.ipcRenderer }));
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }) },
      ipcRenderer: {
        // In Electron's words when it fails.
        invoke: (channel, ...args) => window.standInInvoke(channel, args).catch((error) => { throw new Error("Error invoking remote method '" + channel + "': " + error) }),
        on: (channel, listener) => void heard.push([channel, listener]),
        removeListener: (channel, listener) => void (heard = heard.filter(([, one]) => one !== listener)),
      },
    };
    const require = (name) => { if (name !== 'electron') throw new Error('module not found: ' + name); return electron };
    (function (require, module, exports) { ${source}\n })(require, { exports: {} }, {});
    window.open = (url) => (window.standInOpen(new URL(url, location.href).href), null);
    window.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('a[target=_blank]');
      if (link) { event.preventDefault(); window.standInOpen(link.href) }
    }, true);
  }`
}
