/**
 * What the page may do, by Electron's security checklist: it stays on the control listener's origin, opens no windows, gets no
 * permission but to write the clipboard, and reaches the shell only through checked messages. Its CSP comes from the server.
 */
import { app, ipcMain, shell } from 'electron'
import type { IpcMainInvokeEvent, Session } from 'electron'

/** Origin of the page that belongs here; undefined until the engine is up. */
export type OurOrigin = () => string | undefined

const LONGEST_ADDRESS = 2048
/** Schemes that reach beyond the page; what is inside it (blob:, data:, devtools:) is for its CSP. */
const OUTWARD = new Set(['http:', 'https:', 'ws:', 'wss:', 'file:', 'ftp:'])

const parsed = (address: string): URL | undefined => (URL.canParse(address) ? new URL(address) : undefined)

/** A web address without credentials in it, of sensible length: nothing that makes the system start a program. */
function mayOpenOutside(address: string): boolean {
  const url = parsed(address)
  return url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' && url.href.length <= LONGEST_ADDRESS
}

/** For every page of this app, those of later windows included. */
export function guardContents(ours: OurOrigin): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: { preventDefault(): void; url: string }): void => {
      if (parsed(event.url)?.origin !== ours()) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** No permission but writing the clipboard (the page's copy buttons), no device, no request to anywhere else. */
export function guardSession(session: Session, ours: OurOrigin): void {
  const granted = (permission: string, address: string): boolean => permission === 'clipboard-sanitized-write' && parsed(address)?.origin === ours()
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(details.isMainFrame && granted(permission, details.requestingUrl)))
  session.setPermissionCheckHandler((_contents, permission, origin, details) => details.isMainFrame && granted(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const target = parsed(url)
    const outward = target === undefined || OUTWARD.has(target.protocol)
    answer({ cancel: outward && target?.origin !== ours() })
  })
}

/** Acts on a message of the page and answers it; one from any other frame is refused. What it brings is for `act` to check. */
export function handle(channel: string, ours: OurOrigin, act: (argument: unknown) => unknown): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, argument: unknown) => {
    const frame = event.senderFrame
    if (!frame || frame.parent !== null || frame.origin !== ours()) throw new Error(`${channel} is not for this page.`)
    return act(argument)
  })
}
