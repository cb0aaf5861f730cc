import { onAsk } from './driver.ts'

type Handler = (...args: never[]) => unknown
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void

const handlers = new Map<string, Handler>()
let beforeRequest: BeforeRequest | undefined

const keep = (name: string) => (handler: Handler) => void handlers.set(name, handler)

export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: (handler: BeforeRequest) => void (beforeRequest = handler) },
  },
}

/** Whether the shell lets a request of the page pass. */
export function letsPass(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (beforeRequest) beforeRequest({ url }, ({ cancel }) => resolve(cancel !== true))
    else resolve(true)
  })
}

onAsk('request', letsPass)

/** A page at `url` asks for a permission, both ways that Chromium asks. */
onAsk('permission', async (permission: string, url: string, isMainFrame: boolean) => {
  const request = handlers.get('request') as ((contents: null, permission: string, answer: (granted: boolean) => void, details: object) => void) | undefined
  const check = handlers.get('check') as ((contents: null, permission: string, origin: string, details: object) => boolean) | undefined
  const requested = await new Promise<boolean>((resolve) => (request ? request(null, permission, resolve, { requestingUrl: url, isMainFrame }) : resolve(true)))
  return { requested, checked: check ? check(null, permission, new URL(url).origin, { isMainFrame }) : true }
})
