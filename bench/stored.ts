/**
 * What a million deliveries that are on record cost: lists, filters and searches over the API beside the same with ten thousand, the size of
 * the database, the time of a start, and the memory of the process that sent them.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { start } from './parts/child.ts'
import { median, type Bench, type Line } from './parts/figures.ts'
import { startProgram, type Program } from './parts/program.ts'
import type { Received } from './parts/receiver.ts'
import { MANY, fill, newWorkspace, sendTo } from './parts/stored-workspace.ts'

const FEW = 10_000
const WARM = 3
const CALLS = 15
const QUERY_MS = 50
const TIMES_SLOWER = 5
const START_MS = 1_000

const QUERIES = {
  'first page': {},
  'a status, nearly all': { status: 'acknowledged' },
  'a status, few': { status: 'retrying' },
  'two statuses': { status: 'failed,acknowledged' },
  'a trigger': { trigger: 'person.updated' },
  'a registration and a status': { registrationId: 'reg_1', status: 'acknowledged' },
  'a window of time, long ago': { from: '', to: '' },
  'a word, common': { q: 'hansen' },
  'a word, rare': { q: 'zimmermann' },
  'two words': { q: 'hansen berg' },
  'the beginning of a word': { q: 'zim' },
  'a word and a status, few': { q: 'hansen', status: 'retrying' },
} as const satisfies Record<string, Record<string, string>>

export const stored: Bench = {
  name: 'stored',
  async run(say) {
    const dataDir = newWorkspace()
    const receiver = await start<'received', Received>('./receiver.ts')
    let program = await startProgram(['--data', dataDir])
    try {
      await sendTo(program, receiver.hello.url)
      const memory: number[] = []
      const note = (made: number): void => {
        memory.push(program.memory() / 2 ** 20)
        if (made % 50_000 === 0) say(`stored: ${made} of ${MANY}, ${Math.round(program.memory() / 2 ** 20)} MB`)
      }
      await fill(program, FEW, note)
      const few = await measure(program)
      await fill(program, MANY, note)
      const many = await measure(program)
      const { deliveries } = await program.client.call('getStatus')
      const bytes = sizeOf(dataDir) / (deliveries.acknowledged ?? NaN)
      // The first tenth fills caches; what grows after that would go on growing.
      const settled = memory.slice(Math.floor(memory.length / 10))
      const [before, after] = [settled.slice(0, settled.length / 2), settled.slice(settled.length / 2)].map(median)
      const starts: number[] = []
      for (let i = 0; i < 5; i++) {
        await program.stop()
        program = await startProgram(['--data', dataDir])
        starts.push(program.startMs)
      }
      const lines: Line[] = Object.keys(QUERIES).map((name) => {
        const [ours, baseline] = [many.get(name) ?? [], few.get(name) ?? []]
        const met = median(ours) < QUERY_MS && median(ours) <= TIMES_SLOWER * median(baseline)
        return { what: `${MANY} stored: ${name}`, unit: 'ms', ours, baseline, target: { text: `< ${QUERY_MS} ms, <= ${TIMES_SLOWER} x`, met } }
      })
      return [
        ...lines,
        { what: `${MANY} stored: start`, unit: 'ms', ours: starts, target: { text: `< ${START_MS} ms`, met: median(starts) < START_MS } },
        { what: 'size of one delivery, all told', unit: 'bytes', ours: [bytes] },
        { what: `memory in the second half of ${MANY}, against the first`, unit: 'MB', ours: [after ?? NaN], baseline: [before ?? NaN], target: { text: '<= 1.1', met: (after ?? NaN) <= 1.1 * (before ?? NaN) } },
      ]
    } finally {
      await Promise.all([program.stop(), receiver.stop()])
    }
  },
}

/** Milliseconds of warm calls, by query. */
async function measure(program: Program): Promise<Map<string, number[]>> {
  const oldest = await program.client.call('getDelivery', { params: { id: 'dlv_1' } })
  const from = oldest.createdAt
  const to = new Date(Date.parse(from) + 60_000).toISOString()
  const times = new Map<string, number[]>()
  for (const [name, query] of Object.entries(QUERIES)) {
    const asked = 'from' in query ? { from, to } : query
    const taken: number[] = []
    for (let call = 0; call < WARM + CALLS; call++) {
      const begun = performance.now()
      await program.client.call('listDeliveries', { query: { ...asked, limit: 100 } })
      if (call >= WARM) taken.push(performance.now() - begun)
    }
    times.set(name, taken)
  }
  return times
}

const sizeOf = (dataDir: string): number => readdirSync(dataDir).reduce((sum, file) => sum + statSync(join(dataDir, file)).size, 0)
