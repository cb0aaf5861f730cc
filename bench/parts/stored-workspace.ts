/** A workspace with many deliveries on record, sent by the program itself. It takes minutes to make, so the benchmarks of one run share it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fire, register } from './members.ts'
import { idle, type Program } from './program.ts'

/** How many are stored; fewer do while one works on a benchmark. */
export const MANY = Number(process.env['BENCH_STORED'] ?? 1_000_000)
/** Deliveries that carry the same data; every thousandth set has a rare word in it. */
const ALIKE = 50
const STEP = 5_000
const NAMES = ['Hansen', 'Johansen', 'Olsen', 'Larsen', 'Andersen', 'Pedersen', 'Nilsen', 'Kristiansen', 'Jensen', 'Karlsen', 'Berg', 'Haugen', 'Hagen', 'Eriksen', 'Bakken']

let made: string | undefined

/** An empty data directory, which the benchmarks after this one find filled. It goes with the run. */
export function newWorkspace(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'hookwright-bench-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  return (made = dataDir)
}

/** The one that BENCH_WORKSPACE names, which outlives the run, else the one that was made before in this run, else a new one. */
export const anyWorkspace = (): string => process.env['BENCH_WORKSPACE'] ?? made ?? newWorkspace()

/** Has the workspace's one registration send to this receiver, which is another one each time. */
export async function sendTo(program: Program, url: string): Promise<string> {
  const { items } = await program.client.call('listRegistrations', { query: { provider: 'members', limit: 1 } })
  const [known] = items
  if (!known) return register(program, url, 64)
  await program.client.call('changeRegistration', { params: { id: known.id }, body: { url } })
  return known.id
}

/** Sends until so many are acknowledged and can be searched. @param each called after every five thousand. */
export async function fill(program: Program, upTo: number, each: (stored: number) => void): Promise<void> {
  for (let stored = await acknowledged(program); stored < upTo; ) {
    const next = Math.min(upTo, stored - (stored % STEP) + STEP)
    for (; stored < next; stored += Math.min(ALIKE, next - stored)) await fire(program, Math.min(ALIKE, next - stored), wordsOf(Math.floor(stored / ALIKE)))
    await idle(program)
    each(stored)
  }
  await searchable(program)
}

const acknowledged = async ({ client }: Program): Promise<number> => (await client.call('getStatus')).deliveries.acknowledged ?? 0

/** Two names that come again and again, and now and then a rare one. */
function wordsOf(set: number): string {
  const name = (step: number): string => NAMES[(set * step) % NAMES.length] ?? ''
  return `${name(1)} ${name(7)}${set % 1000 === 0 ? ' Zimmermann' : ''}`
}

/** Resolves when the search has looked at all of them. */
async function searchable({ client }: Program): Promise<void> {
  while ((await client.call('listDeliveries', { query: { q: 'x', limit: 1 } })).unsearched > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}
