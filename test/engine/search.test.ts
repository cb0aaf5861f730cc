import { describe, expect, it, onTestFinished } from 'vitest'
import { createClock, type Engine } from '#engine/engine.ts'
import type { DeliveryQuery } from '#contract/delivery.ts'
import { START, fireOne, openEngine, register, settled, startEngine, untilChange } from '../helpers/engine.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const found = (engine: Engine, query: Partial<DeliveryQuery>): string[] => engine.deliveries.list({ limit: 50, ...query }).items.map(({ id }) => id)
/** Nobody listens there: what is fired waits for its next attempt. */
const NOWHERE = 'http://127.0.0.1:9/hook'

describe('searching deliveries for words', () => {
  it('looks at what they carry and at what the list shows, newest first', () => {
    const engine = startEngine()
    register(engine, NOWHERE)
    const ase = fireOne(engine, { firstName: 'Åse', lastName: 'Hansen', email: 'ase.hansen@example.no' })
    const berit = fireOne(engine, { firstName: 'Berit', lastName: 'Hansen' })
    expect(found(engine, { q: 'hansen' })).toEqual([berit, ase])
    expect(found(engine, { q: 'ase.hansen@example.no' })).toEqual([ase])
    expect(found(engine, { q: 'Ås' }), 'as it is typed').toEqual([ase])
    expect(found(engine, { q: 'hansen berit' }), 'all words, in any order').toEqual([berit])
    expect(found(engine, { q: 'person.updated 127.0.0.1' })).toEqual([berit, ase])
    expect(found(engine, { q: engine.deliveries.get(ase).messageId })).toEqual([ase])
    expect(found(engine, { q: 'firstName' }), 'the names of fields are in all of them').toEqual([])
    expect(found(engine, { q: '%' })).toEqual([])
    expect(found(engine, { q: '" OR "hansen' }), 'nothing that is typed is more than words').toEqual([])
  })

  it('goes together with every other filter, and page by page', async () => {
    const up = await receiver(answers(200))
    const engine = startEngine()
    const reg = `reg_${register(engine, up.url)}`
    const ids = Array.from({ length: 5 }, () => fireOne(engine, { lastName: 'Hansen' }))
    for (const id of ids) await settled(engine, id)
    const newest = ids.toReversed()
    expect(found(engine, { q: 'hansen', status: 'acknowledged' })).toEqual(newest)
    expect(found(engine, { q: 'hansen', status: 'failed' })).toEqual([])
    expect(found(engine, { q: 'hansen', status: 'failed,acknowledged', registrationId: reg, trigger: 'person.updated' })).toEqual(newest)
    const first = engine.deliveries.list({ limit: 2, q: 'hansen' })
    const second = engine.deliveries.list({ limit: 2, q: 'hansen', cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(newest.slice(0, 4))
    expect(found(engine, { q: 'hansen', to: new Date(START).toISOString() })).toEqual([])
  })

  it('says what it has not looked at yet, and finds that a moment later, restarts between or not', async () => {
    const dataDir = tempDir()
    const clock = createClock({ mode: 'virtual', start: START })
    const first = openEngine(dataDir, clock)
    first.start()
    register(first, NOWHERE)
    first.fire('members', { trigger: 'person.updated', data: { lastName: 'Hansen' }, times: 1_000 })
    const { items, unsearched } = first.deliveries.list({ limit: 1, q: 'hansen' })
    expect([items.length, unsearched > 0]).toEqual([1, true])
    await first.stop(0)

    const second = openEngine(dataDir, clock)
    onTestFinished(() => second.stop(0))
    second.start()
    const last = await untilChange(second, () => {
      const page = second.deliveries.list({ limit: 1, q: 'hansen' })
      return page.unsearched === 0 && page
    })
    expect(last.items[0]?.id).toBe('dlv_1000')
  })
})

describe('filters, each from its index', () => {
  it('mixes several statuses newest first, and finds a trigger without its provider', async () => {
    const up = await receiver(answers(200))
    const engine = startEngine()
    const good = `reg_${register(engine, up.url)}`
    const one = fireOne(engine)
    await settled(engine, one)
    engine.registrations.change(good, { url: NOWHERE })
    const two = fireOne(engine)
    await untilChange(engine, () => engine.deliveries.get(two).status === 'retrying')
    expect(found(engine, { status: 'acknowledged,retrying' })).toEqual([two, one])
    expect(found(engine, { trigger: 'person.updated' })).toEqual([two, one])
    expect(found(engine, { trigger: 'person.created' })).toEqual([])
  })

  it('narrows to a window of time: from its start, to before its end', async () => {
    const engine = startEngine()
    register(engine, NOWHERE)
    const ids: string[] = []
    for (let hour = 0; hour < 5; hour++) {
      ids.push(fireOne(engine), fireOne(engine))
      await engine.time.advance({ ms: 3_600_000, patienceMs: 100 }, new AbortController().signal)
    }
    const at = (hour: number): string => new Date(START + hour * 3_600_000).toISOString()
    expect(found(engine, { from: at(1), to: at(3) })).toEqual(ids.slice(2, 6).reverse())
    expect(found(engine, { from: at(4) })).toEqual(ids.slice(8).reverse())
    expect(found(engine, { to: at(0) })).toEqual([])
  })
})
