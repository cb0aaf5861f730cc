import { expect, it, onTestFinished } from 'vitest'
import { openStore } from '#engine/store/open.ts'
import { tempDir } from '../helpers/temp-dir.ts'

it('an imported capture is as old as its import: retention does not take away at once what was brought from last year', () => {
  const now = Date.UTC(2026, 2, 1)
  const store = openStore(tempDir(), now, () => undefined)
  onTestFinished(() => store.close())
  store.write((tx) => {
    const inbox = store.inboxes.insert(tx, { name: 'old', verify: null, respond: [{ status: 200 }], rules: [], seed: 1 }, now)
    const request = { inbox, receivedAt: now - 1e10, method: 'GET', target: '/', httpVersion: '1.1', headers: [], body: Buffer.alloc(0), peer: '', durationMs: 0, fault: null, verdict: null, answer: null, place: null, why: null, opened: null }
    store.captures.insert(tx, { ...request, imported: { at: now, from: '{"format":"har","file":null}' } })
    store.inboxes.gain(inbox, 1)
  })
  expect(store.removal.oldestAt()).toBe(now)
  expect(store.write((tx) => store.removal.captures(tx, { before: now, limit: 10 }))).toBe(0)
  expect(store.write((tx) => store.removal.captures(tx, { before: now + 1, limit: 10 }))).toBe(1)
  expect(store.inboxes.captureCount()).toBe(0)
})
