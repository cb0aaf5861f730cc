import { spawn } from 'node:child_process'
import { createClock } from '#engine/engine.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundled } from '../helpers/bundled.ts'
import { openEngine, untilChange } from '../helpers/engine.ts'
import type { KillPlan, KillPoint } from '../helpers/killable.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const EVENTS = 4

const bundle = bundled('killable.ts')

/** Runs the plan in a child until it is killed; answers the ids that it had accepted by then. */
function accepted(plan: KillPlan): Promise<string[]> {
  const child = spawn(process.execPath, [bundle.file, JSON.stringify(plan)], { env: { ...process.env, ...bundle.env }, stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(out.split('\n').filter(Boolean))
      else reject(new Error(`The child was not killed: it ended with ${code}.`))
    })
  })
}

describe('kill -9', () => {
  it.each<KillPoint>([
    { at: 'inside fire', nth: 2 },
    { at: 'commit', nth: 1 },
    { at: 'inside claim', nth: 1 },
    { at: 'inside claim', nth: 3 },
    { at: 'commit', nth: 2 },
    { at: 'commit', nth: 3 },
    { at: 'before settle', nth: 1 },
    { at: 'before settle', nth: 3 },
    { at: 'commit', nth: 6 },
  ])('$at ($nth) loses no accepted event', { timeout: 30_000 }, async (kill) => {
    const dataDir = tempDir()
    const server = await receiver(answers(200))
    const ids = await accepted({ dataDir, url: server.url, events: EVENTS, kill })

    const engine = openEngine(dataDir, createClock())
    onTestFinished(() => engine.stop(0))
    engine.start()
    const all = await untilChange(engine, () => {
      const { items } = engine.deliveries.list({ limit: 100 })
      return items.every((delivery) => delivery.status === 'acknowledged') && items
    })

    expect(all.map((delivery) => delivery.id), 'what was accepted is there').toEqual(expect.arrayContaining(ids))
    for (const { id, messageId } of all) {
      const calls = server.requests.filter((request) => request.includes(`"messageId":"${messageId}"`)).length
      const { attempts } = engine.deliveries.get(id)
      const interrupted = attempts.filter((attempt) => attempt.outcome === 'interrupted').length
      expect(attempts.at(-1)?.outcome).toBe('acknowledged')
      expect(attempts.length - interrupted, 'one attempt that ended').toBe(1)
      expect(calls, 'every call is on record, and no more').toBeGreaterThanOrEqual(1)
      expect(calls).toBeLessThanOrEqual(attempts.length)
    }
  })

  it.each<KillPoint>([
    { at: 'commit', nth: 1 },
    { at: 'commit', nth: 2 },
    { at: 'inside fire', nth: 3 },
    { at: 'commit', nth: 3 },
    { at: 'inside claim', nth: 2 },
    { at: 'commit', nth: 4 },
    { at: 'before settle', nth: 2 },
    { at: 'commit', nth: 6 },
  ])('$at ($nth) of a run of replays: each is replayed once all the same', { timeout: 30_000 }, async (kill) => {
    const dataDir = tempDir()
    const server = await receiver(answers(200))
    const ids = await accepted({ dataDir, url: server.url, events: EVENTS, kill, replay: true })

    const engine = openEngine(dataDir, createClock())
    onTestFinished(() => engine.stop(0))
    engine.start()
    const run = await untilChange(engine, () => {
      const replay = engine.replays.get('rpl_1')
      return replay.status === 'done' && replay
    })
    expect(run).toMatchObject({ total: EVENTS, made: EVENTS, skipped: 0, acknowledged: EVENTS, failed: 0 })
    expect(Object.values(run.verdicts).reduce((sum, n) => sum + n)).toBe(EVENTS)
    const made = engine.deliveries.list({ limit: 100, replayId: 'rpl_1' }).items
    expect(made.map(({ replayOf }) => replayOf).sort(), 'once each').toEqual([...ids].sort())
    for (const { id, messageId } of made) {
      const calls = server.requests.filter((request) => request.includes(`"messageId":"${messageId}"`)).length
      const { attempts } = engine.deliveries.get(id)
      expect(attempts.filter((attempt) => attempt.outcome === 'acknowledged')).toHaveLength(1)
      expect(calls, 'every call is on record, and no more').toBeGreaterThanOrEqual(1)
      expect(calls).toBeLessThanOrEqual(attempts.length)
    }
  })
})
