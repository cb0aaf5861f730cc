/** The same app in Electron itself, where its binary and a display are at hand. The stand-in's tests go further; this is its proof. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from '@playwright/test'
import { expect, onTestFinished, test } from 'vitest'
import { DESKTOP_CHANNELS } from '#contract/desktop.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS } from './app.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const binary = electronBinary()
const display = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
const allowed = process.getuid?.() !== 0

test.skipIf(!binary || !display || !allowed)('Electron opens the page, isolated, and stops its engine when it quits', async () => {
  const args = [ROOT, '--ephemeral', ...FREE_PORTS, `--user-data-dir=${tempDir()}`]
  const app = await _electron.launch({ executablePath: binary, args })
  onTestFinished(() => app.close().catch(() => undefined))

  const page = await app.firstWindow()
  await page.getByRole('status').getByText('connected', { exact: true }).waitFor()

  expect(await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')])).toEqual(['undefined', 'undefined'])
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'hookwrightDesktop') as object))).toEqual(Object.keys(DESKTOP_CHANNELS))
  const before = page.url()
  await page.evaluate(() => void (location.href = 'https://example.com/'))
  await page.getByRole('status').getByText('connected', { exact: true }).waitFor()
  expect(page.url()).toBe(before)

  const { origin } = new URL(before)
  await app.close()
  await expect(fetch(origin)).rejects.toThrow()
})

/** Where npm's package has put it; nothing is fetched for a test. */
function electronBinary(): string | undefined {
  const folder = join(ROOT, 'node_modules', 'electron')
  try {
    const file = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}
