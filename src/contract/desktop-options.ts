import { z } from 'zod'

/** Where newer versions may be asked for: over https, or on this machine. */
const UpdatesAddress = z.union([
  z.literal(''),
  z.url({ protocol: /^https?$/ }).max(500).refine((text) => {
    const { protocol, hostname, username, password } = new URL(text)
    return username + password === '' && (protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  }),
])

/** What a user chose for the desktop app, on this machine. */
export const DesktopOptions = z.object({
  /** Of deliveries that failed or expired, while the window is not in front. */
  notifications: z.boolean(),
  tray: z.boolean(),
  /** Closing the window leaves it in the tray, where there is one. */
  keepRunning: z.boolean(),
  openAtLogin: z.boolean(),
  /** Whether it looks for newer versions by itself, once a day. */
  updates: z.boolean(),
  /** What is asked for them; empty: nothing is. */
  updatesFrom: UpdatesAddress,
})
export type DesktopOptions = z.infer<typeof DesktopOptions>

/** Options left out stay. */
export const DesktopChange = DesktopOptions.partial().strict()
export type DesktopChange = z.infer<typeof DesktopChange>
