import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Ready } from '#contract/ready.ts'
import { readRunFile, writeRunFile } from './run-file.ts'

const READY: Ready = {
  ready: true, version: '1.0.0', control: 'http://127.0.0.1:4400', token: 't', providers: { members: 'http://127.0.0.1:4480/members' },
  inbox: 'http://127.0.0.1:4490', inboxTls: 'https://127.0.0.1:4491', dataDir: '/data', clock: 'real', pid: 1,
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'run-file-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

it('is read as it was written', () => {
  const dataDir = directory()
  writeRunFile(dataDir, READY)
  expect(readRunFile(dataDir)).toEqual(READY)
})

it('is taken for one of ours where its shape says so, and nowhere else', () => {
  const dataDir = directory()
  const odd = [undefined, null, 0, 1.5, '', 'text', false, [], {}, { members: 1 }]
  for (const name of Object.keys(Ready.shape)) {
    for (const value of odd) {
      const text = JSON.stringify({ ...READY, [name]: value })
      writeFileSync(join(dataDir, 'run.json'), text)
      expect(readRunFile(dataDir) !== undefined, text).toBe(Ready.safeParse(JSON.parse(text)).success)
    }
  }
})
