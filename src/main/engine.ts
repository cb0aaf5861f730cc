/** The engine's process: forked with the flags of the app; a restart keeps the ports and the token of the one before. */
import { utilityProcess } from 'electron'
import type { UtilityProcess } from 'electron'
import type { Ready } from '#contract/ready.ts'
import type { ToEngine } from './engine-messages.ts'
import engineProcess from './engine-process.ts?modulePath'

/** @param dataKey what secrets are encrypted with; undefined: nothing. */
export function forkEngine(flags: readonly string[], before: Ready | undefined, dataKey: string | undefined): UtilityProcess {
  const engine = utilityProcess.fork(engineProcess, [...flags, ...samePorts(before)], { serviceName: 'Hookwright engine', env: sameToken(before) })
  engine.postMessage({ type: 'start', dataKey } satisfies ToEngine)
  return engine
}

function samePorts(before: Ready | undefined): string[] {
  if (!before) return []
  const at = { control: before.control, provider: Object.values(before.providers)[0], inbox: before.inbox, tls: before.inboxTls }
  return Object.entries(at).flatMap(([name, url]) => (url === undefined ? [] : [`--${name}-port`, new URL(url).port]))
}

/** In the environment and not among the flags, which every user of the machine can read. */
function sameToken(before: Ready | undefined): NodeJS.ProcessEnv {
  return before ? { ...process.env, HOOKWRIGHT_TOKEN: before.token } : process.env
}
