import { accessSync, constants, existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { SetupError, quietly, run } from './quietly.mjs'

/** The one without a window first: it does the same with a fifth less of the processor. */
const NAMES = ['chromium-headless-shell', 'chrome-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const ANSWER_MS = 15_000
const LIGHTER_MS = 40_000

/** A Chromium for the tests: HOOKWRIGHT_CHROMIUM, one that is installed, Playwright's own, else Debian's package where we may install it. */
export async function findChromium() {
  const told = process.env.HOOKWRIGHT_CHROMIUM
  if (told) {
    if (await works(told)) return told
    throw new SetupError(`HOOKWRIGHT_CHROMIUM names ${told}, which does not run.`)
  }
  await lighterInCi()
  return (await firstThatWorks(installed())) ?? (await playwrights()) ?? (await debians())
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)))
  return [...onPath, ...wellKnown()].filter(isExecutable)
}

function wellKnown() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => apps.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)))
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean)
    return folders.flatMap((folder) => ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((file) => join(folder, file)))
  }
  return ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome']
}

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  return existsSync(own) && (await works(own)) ? own : undefined
}

const mayInstall = () => process.platform === 'linux' && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
const UNATTENDED = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

/** A machine of CI is nobody's own: what makes it quicker may be put there. Where that fails, the one that is there does. */
async function lighterInCi() {
  if (!process.env.CI || !mayInstall() || existsSync('/usr/bin/chromium-headless-shell')) return
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'], { env: UNATTENDED, timeoutMs: LIGHTER_MS })
}

async function debians() {
  const help = 'The browser tests need a Chromium: install Chromium or Chrome, or run "npx playwright install chromium", or set HOOKWRIGHT_CHROMIUM to its path.'
  if (!mayInstall()) throw new SetupError(help)
  const env = UNATTENDED
  const sentence = `${help} Debian's package could not be installed: what apt-get says is above.`
  await quietly("Installing Debian's Chromium for the browser tests ...", sentence, 'apt-get', ['update', '-qq'], { env })
  const output = await quietly('  ... this takes a minute', sentence, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
  const found = await firstThatWorks(installed())
  if (!found) throw new SetupError(sentence, output)
  return found
}

async function firstThatWorks(files) {
  for (const file of files) if (await works(file)) return file
  return undefined
}

/** Some distributions have a `chromium` that is only a hint to install something else. */
async function works(file) {
  const { code } = await run(file, ['--version'], { timeoutMs: ANSWER_MS })
  return code === 0
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
