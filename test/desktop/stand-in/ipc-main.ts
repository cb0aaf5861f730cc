import { onAsk } from './driver.ts'

interface Frame {
  readonly origin: string
  readonly parent: object | null
}
type Handler = (event: { senderFrame: Frame | null }, ...args: unknown[]) => Promise<unknown>

const handlers = new Map<string, Handler>()

export const ipcMain = { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) }

/** A message of a frame; Electron has it as a structured clone, so functions do not get through. */
export async function invoke(frame: Frame | null, channel: string, args: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (!handler) throw new Error(`No handler registered for '${channel}'`)
  return handler({ senderFrame: frame }, ...structuredClone(args))
}

/** A message of a frame that this window does not have: of another origin, or inside the page. */
onAsk('invoke-as', (frame: Frame | null, channel: string, args: unknown[]) => invoke(frame, channel, args))
