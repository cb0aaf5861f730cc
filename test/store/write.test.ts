import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { openStore, type Store } from '#engine/store/open.ts'
import type { ProblemError } from '#contract/problem.ts'
import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'

let store: Store
let dir: string
let wakes = 0
beforeEach(() => {
  wakes = 0
  dir = tempDir()
  store = openStore(dir, 0, () => wakes++)
  onTestFinished(() => store.close())
})

describe('the write helper', () => {
  it('commits rows and their change rows together, and wakes once', () => {
    store.write((tx) => {
      store.settings.set('a', 1)
      tx.changed('delivery', 7)
      tx.changed('delivery', 7)
      tx.changed('inbox', 3)
    })
    expect(store.changes.since(0, 100).changes.map(({ kind, ref }) => [kind, ref])).toEqual([['delivery', 7], ['inbox', 3]])
    expect(wakes).toBe(1)
  })

  it('leaves neither when it fails', () => {
    let committed = false
    expect(() =>
      store.write((tx) => {
        store.settings.set('a', 1)
        tx.changed('delivery', 7)
        tx.onCommit(() => (committed = true))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(store.settings.get('a')).toBeUndefined()
    expect(store.seq()).toBe(0)
    expect([wakes, committed]).toEqual([0, false])
  })

  it('shares one transaction among what is asked for in one turn', async () => {
    const results = await Promise.all([1, 2, 3].map((n) => store.group((tx) => (tx.changed('delivery', n), n * 10))))
    expect(results).toEqual([10, 20, 30])
    expect(wakes).toBe(1)
  })

  it('lets only the culprit of a shared transaction fail', async () => {
    const good = store.group((tx) => (store.settings.set('good', 1), tx.changed('delivery', 1)))
    const bad = store.group(() => {
      store.settings.set('bad', 1)
      throw new Error('culprit')
    })
    await expect(bad).rejects.toThrow('culprit')
    await good
    expect([store.settings.get('good'), store.settings.get('bad')]).toEqual([1, undefined])
  })

  it('says that the database is locked, and works again when it is not', () => {
    const other = new Sqlite(join(dir, 'hookwright.db'))
    onTestFinished(() => void other.close())
    store.db.pragma('busy_timeout = 0')
    other.exec('BEGIN IMMEDIATE')
    const attempt = (): void => store.write((tx) => tx.changed('delivery', 1))
    expect(attempt).toThrow(expect.objectContaining({ code: 'store_locked', message: expect.stringContaining('hookwright.db') as string }) as ProblemError)
    other.exec('ROLLBACK')
    attempt()
    expect(store.seq()).toBe(1)
  })

  it('refuses a whole shared transaction at once when the database is locked', async () => {
    const other = new Sqlite(join(dir, 'hookwright.db'))
    onTestFinished(() => void other.close())
    store.db.pragma('busy_timeout = 0')
    other.exec('BEGIN IMMEDIATE')
    let runs = 0
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => store.group(() => runs++)))
    expect(results.map((result) => result.status)).toEqual(Array<string>(20).fill('rejected'))
    expect(runs, 'not tried one by one').toBe(0)
  })

  it('says that the disk is full, and works again when there is room', () => {
    const large = (): void => store.write((tx) => (store.settings.set('large', 'x'.repeat(100_000)), tx.changed('delivery', 1)))
    store.db.pragma(`max_page_count = ${String(store.db.pragma('page_count', { simple: true }))}`)
    expect(large).toThrow(expect.objectContaining({ code: 'store_full' }) as ProblemError)
    expect([store.settings.get('large'), store.seq()]).toEqual([undefined, 0])
    store.db.pragma('max_page_count = 1000000')
    large()
    expect(store.seq()).toBe(1)
  })

  it.each([
    ['deleted', (file: string) => rmSync(file)],
    ['replaced by a copy', (file: string) => (copyFileSync(file, `${file}.copy`), renameSync(`${file}.copy`, file))],
  ])('takes nothing into a file that was %s: nobody would find it again', (_, spoil) => {
    spoil(join(dir, 'hookwright.db'))
    expect(() => store.write((tx) => tx.changed('delivery', 1))).toThrow(expect.objectContaining({ code: 'store_readonly' }) as ProblemError)
    expect(store.seq()).toBe(0)
  })

  it('goes on counting after it was opened again', () => {
    store.write((tx) => tx.changed('delivery', 1))
    store.close()
    store = openStore(dir, 0, () => undefined)
    store.write((tx) => tx.changed('delivery', 2))
    expect(store.changes.since(1, 10)).toEqual({ changes: [{ seq: 2, kind: 'delivery', ref: 2 }], seq: 2 })
  })
})

describe('the changes table', () => {
  it('tells each thing once, where it last changed', () => {
    for (const n of [1, 2, 1]) store.write((tx) => tx.changed('delivery', n))
    expect(store.changes.since(0, 100)).toEqual({
      seq: 3,
      changes: [{ seq: 2, kind: 'delivery', ref: 2 }, { seq: 3, kind: 'delivery', ref: 1 }],
    })
  })

  it('forgets what is far behind, and knows that it did', () => {
    for (let i = 0; i < 120; i++) {
      store.write((tx) => {
        for (let n = 0; n < 500; n++) tx.changed('delivery', i * 500 + n)
      })
    }
    const newest = store.seq()
    expect(newest).toBe(60_000)
    expect(store.changes.reaches(newest, newest)).toBe(true)
    expect(store.changes.reaches(newest - 49_000, newest)).toBe(true)
    expect(store.changes.reaches(0, newest)).toBe(false)
    expect(store.changes.reaches(newest + 1, newest), 'a cursor from the future is not ours').toBe(false)
  })
})

describe('bodies', () => {
  it('are kept once', () => {
    const ids = store.write(() => [store.bodies.keepText('same'), store.bodies.keepText('other'), store.bodies.keepText('same')])
    expect(ids[0]).toBe(ids[2])
    expect(ids[1]).not.toBe(ids[0])
    expect(store.bodies.readText(ids[0] ?? null)).toBe('same')
  })

  it('are told apart though all that is remembered of them is the same', () => {
    // As long as each other, and of the same CRC-32; small ones and large ones.
    for (const rest of ['', 'x'.repeat(2_000)]) {
      const [plumless, buckeroo, again] = store.write(() => ['plumless', 'buckeroo', 'plumless'].map((word) => store.bodies.keepText(word + rest)))
      expect([store.bodies.readText(plumless ?? null), store.bodies.readText(buckeroo ?? null), store.bodies.readText(again ?? null)]).toEqual(['plumless', 'buckeroo', 'plumless'].map((word) => word + rest))
      expect(buckeroo).not.toBe(plumless)
    }
  })

  it('are kept once however large', () => {
    const large = Buffer.alloc(2 ** 22, 'x')
    expect(store.write(() => store.bodies.keep(large))).toBe(store.write(() => store.bodies.keep(Buffer.from(large))))
  })

  it('are null when empty, and cut when shown large', () => {
    expect(store.write(() => store.bodies.keep(new Uint8Array()))).toBeNull()
    const id = store.write(() => store.bodies.keep(Buffer.alloc(300_000, 'x')))
    const shown = store.bodies.show(id)
    expect([Buffer.from(shown.base64, 'base64').length, shown.size, shown.truncated]).toEqual([262_144, 300_000, true])
  })
})

describe('bytes that are given back', () => {
  it('stay as long as something names them, and go with the last', () => {
    const id = store.write(() => (store.bodies.keepText('shared'), store.bodies.keepText('shared')))
    store.write(() => store.bodies.release(id))
    expect(store.bodies.readText(id)).toBe('shared')
    store.write(() => store.bodies.release(id))
    expect(store.bodies.read(id).length).toBe(0)
  })

  it('are counted exactly, however many name them in one transaction', () => {
    const id = store.write(() => {
      let last = 0
      for (let i = 0; i < 1_500; i++) last = store.bodies.keepText('ok')
      store.bodies.share(last, 500)
      return last
    })
    const giveBack = (times: number): void => store.write(() => {
      for (let i = 0; i < times; i++) store.bodies.release(id)
    })
    giveBack(1_999)
    expect(store.bodies.readText(id)).toBe('ok')
    giveBack(1)
    expect(store.bodies.read(id).length).toBe(0)
  })

  it('are not taken for rows of a transaction that did not happen', () => {
    expect(() => store.write(() => {
      store.bodies.keepText('lost')
      throw new Error('no')
    })).toThrow('no')
    const other = store.write(() => store.bodies.keepText('other'))
    const again = store.write(() => store.bodies.keepText('lost'))
    expect(again).not.toBe(other)
    expect(store.bodies.readText(again)).toBe('lost')
  })

  it('are stored anew once the row that had them is gone', () => {
    const id = store.write(() => store.bodies.keepText('come and gone'))
    store.write(() => store.bodies.release(id))
    expect(store.bodies.readText(store.write(() => store.bodies.keepText('come and gone')))).toBe('come and gone')
  })
})
