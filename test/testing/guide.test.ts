/** docs/testing.md from nothing: its files are written as they are printed there, and do what it says. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { run } from './run.ts'
import { failure, workbench } from './workbench.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const GUIDE = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8')

/** The block of the guide with that name behind its language. */
function block(language: string, name: string): string {
  const found = new RegExp(`^\`\`\`${language} ${name.replaceAll('.', '\\.')}\\n([^]*?)^\`\`\``, 'm').exec(GUIDE)?.[1]
  if (found === undefined) throw new Error(`docs/testing.md has no block ${name}.`)
  return found
}

test('the wrong code is found with the words of the guide, and the right one passes', { timeout: 60_000 }, async () => {
  // Below the checkout, where its package is found by its name.
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.cache/guide-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const receiver = block('js', 'receiver.mjs')
  writeFileSync(join(folder, 'receiver.mjs'), receiver)
  writeFileSync(join(folder, 'receiver.test.mjs'), block('js', 'receiver.test.mjs'))
  const tested = () => run(process.execPath, ['--test', 'receiver.test.mjs'], { cwd: folder })

  const wrong = await tested()
  expect(wrong.code).toBe(1)
  expect(wrong.output).toContain(block('text', 'failure').trim())
  writeFileSync(join(folder, 'receiver.mjs'), receiver.replace('203', '204'))
  expect(await tested()).toMatchObject({ code: 0 })
})

test('a failed expectation reads as the guide shows it', async () => {
  const hw = await workbench()
  const inbox = await hw.inbox('orders')
  for (const body of [{ kind: 'invoice' }, { kind: 'order', person: { id: 8 } }]) await fetch(inbox.url, { method: 'POST', body: JSON.stringify(body) })
  const told = await failure(inbox.expect({ where: { body: { kind: 'order', person: { id: 9 } } } }))
  expect(GUIDE).toContain(told)
})
