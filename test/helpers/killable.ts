/** The engine in a process of its own that kills itself, as kill -9 does, at one exact step of the walk. Its first argument is the plan. */
import { writeSync } from 'node:fs'
import { createEngine, createClock } from '#engine/engine.ts'
import type { Policy } from '#providers/provider.ts'
import { providers } from '#providers/registry.ts'

/** Where the process ends. `commit`: right after the n-th commit since the first event was asked for. */
export type KillPoint =
  | { readonly at: 'inside fire' | 'inside claim' | 'before settle'; readonly nth: number }
  | { readonly at: 'commit'; readonly nth: number }

export interface KillPlan {
  readonly dataDir: string
  readonly url: string
  readonly events: number
  readonly kill: KillPoint
  /** Let the events be acknowledged first: what is killed then is a run that replays them. */
  readonly replay?: boolean
}

const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('unreachable')
}

/** Fires the events and names each on stdout once it was accepted. Never returns: it is killed, or ends with an error. */
async function run(plan: KillPlan): Promise<void> {
  const passed = { 'inside fire': 0, 'inside claim': 0, 'before settle': 0, commit: 0 }
  let armed = false
  const pass = (point: KillPoint['at']): void => {
    if (armed && point === plan.kill.at && ++passed[point] === plan.kill.nth) die()
  }
  const real = providers.get('members')
  if (!real) throw new Error('no provider')
  // The engine asks these at exactly one step each: while it fires, while it claims, and when an answer has come.
  const codes = real.policy.ackCodes.value
  const asked = Object.assign([...codes], { includes: (code: number) => (pass('before settle'), codes.includes(code)) })
  const policy: Policy = { ...real.policy, ackCodes: { ...real.policy.ackCodes, value: asked } }
  const members = {
    ...real,
    policy,
    messageId: (input: Parameters<typeof real.messageId>[0]) => (pass('inside fire'), real.messageId(input)),
    build: (...input: Parameters<typeof real.build>) => (pass('inside claim'), real.build(...input)),
  }
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (details: object, message: string) => console.error(message, details) }
  const engine = createEngine({
    dataDir: plan.dataDir,
    clock: createClock(),
    resumeClock: false,
    providers: new Map([['members', members]]),
    carrier: 'members',
    log,
    strict: false,
    seed: 1,
    persons: 5,
    baseUrls: { provider: () => null, inbox: () => null, inboxTls: () => null },
    host: '127.0.0.1',
  })
  engine.start()
  engine.registrations.create({ provider: 'members', url: plan.url, settings: { secret: 'k' }, enabled: true })
  engine.feed.onWake(() => pass('commit'))
  armed = !plan.replay
  for (let i = 0; i < plan.events; i++) {
    const fired = engine.fire('members', { trigger: 'person.updated', times: 1 })
    writeSync(1, `${fired.deliveries[0]?.id}\n`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (plan.replay) {
    while (engine.status().deliveries['acknowledged'] !== plan.events) await new Promise((resolve) => setImmediate(resolve))
    armed = true
    await engine.replays.create({ filter: {}, pacing: { kind: 'fast' }, resign: true, newIds: true, dryRun: false }, new AbortController().signal)
  }
  // The queue goes on until it is killed: its timers alone would let the process end.
  process.stdin.resume()
}

await run(JSON.parse(process.argv[2] ?? '') as KillPlan)
