/** The engine's process: forked with the flags of the app; a restart keeps the ports and the token of the one before. */
import { utilityProcess } from 'electron'
import type { UtilityProcess } from 'electron'
import type { Ready } from '#contract/ready.ts'
import engineProcess from './engine-process.ts?modulePath'

export const forkEngine = (flags: readonly string[], before: Ready | undefined): UtilityProcess =>
  utilityProcess.fork(engineProcess, [...flags, ...samePorts(before)], { serviceName: 'Hookwright engine', env: sameToken(before) })

function samePorts(before: Ready | undefined): string[] {
  if (!before) return []
  const at = { control: before.control, provider: Object.values(before.providers)[0], inbox: before.inbox, tls: before.inboxTls }
  return Object.entries(at).flatMap(([name, url]) => (url === undefined ? [] : [`--${name}-port`, new URL(url).port]))
}

/** In the environment and not among the flags, which every user of the machine can read. */
function sameToken(before: Ready | undefined): NodeJS.ProcessEnv {
  return before ? { ...process.env, HOOKWRIGHT_TOKEN: before.token } : process.env
}
