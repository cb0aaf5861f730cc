/** The built desktop app on the stand-in, in a process of its own: what it does is heard, what a user does is asked of it. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { onTestFinished } from 'vitest'
import { createClient } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import type { DesktopChange } from '#contract/desktop-options.ts'
import type { Desktop, DesktopState } from '#contract/desktop.ts'
import { Status } from '#contract/live.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import type { Message } from './stand-in/driver.ts'

const MAIN = fileURLToPath(new URL('../../out/main/index.js', import.meta.url))
const REGISTER = fileURLToPath(new URL('./stand-in/register.ts', import.meta.url))

export interface DesktopApp {
  readonly process: ChildProcess
  /** Everything heard so far under that name. */
  heard(event: string): unknown[]
  /** The n-th of that name, as soon as it comes; rejects when the app ends before. */
  hears(event: string, n?: number): Promise<unknown>
  /** Has the stand-in do what the system, or a user, would do. */
  ask(what: string, ...args: readonly unknown[]): Promise<unknown>
  /** Does something at the window; the function must not use anything from outside but its arguments. */
  atWindow<T, A = undefined>(act: (page: Page, argument: A) => Promise<T> | T, argument?: A): Promise<T>
  readonly ended: Promise<{ code: number | null; output: string }>
}

export interface LaunchOptions {
  readonly flags?: readonly string[]
  /** Where the app keeps what is its own, and what is temporary; two apps with the same one are one user's. */
  readonly appData?: string
  /** What the shell takes the system for. */
  readonly platform?: NodeJS.Platform
  /** Name of the key store that the system has; default: none. */
  readonly keyStore?: string
}

export const FREE_PORTS = ['--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0'] as const

/** @param cleanUp how the process is ended with its test; default: when the test at hand is over. */
export function launch({ flags = ['--ephemeral', ...FREE_PORTS], appData = tempDir(), platform, keyStore }: LaunchOptions = {}, cleanUp: (end: () => Promise<void>) => void = onTestFinished): DesktopApp {
  if (!existsSync(MAIN)) throw new Error('out/main/index.js is missing: run "npm run build" first.')
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HOOKWRIGHT_(?!CHROMIUM)|NODE_OPTIONS$|VITEST)/.test(name)))
  const child = fork(MAIN, flags, { execArgv: ['--import', REGISTER], env: { ...inherited, TMPDIR: appData, STAND_IN_APP_DATA: appData, ...(platform && { STAND_IN_PLATFORM: platform }), ...(keyStore && { STAND_IN_KEY_STORE: keyStore }) }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })

  const events: { event: string; detail: unknown }[] = []
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let wakes: (() => void)[] = []
  let output = ''
  let over = false
  let questions = 0

  const wake = (): void => {
    const due = wakes
    wakes = []
    for (const call of due) call()
  }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.on('message', (message: Message) => {
    if ('event' in message) events.push(message)
    else if (message.error === undefined) pending.get(message.id)?.resolve(message.value)
    else pending.get(message.id)?.reject(new Error(message.error))
    wake()
  })
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('close', (code) => {
      over = true
      for (const { reject } of pending.values()) reject(new Error(`The app ended: ${output}`))
      wake()
      resolve({ code, output })
    })
  })
  cleanUp(async () => {
    child.kill('SIGKILL')
    // Its engine has the same output, so this waits for both.
    await ended
  })

  const heard = (event: string): unknown[] => events.filter((known) => known.event === event).map(({ detail }) => detail)
  const ask = (what: string, ...args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (questions += 1)
      pending.set(id, { resolve, reject })
      child.send({ id, ask: what, args })
    })
  return {
    process: child,
    heard,
    async hears(event, n = 1) {
      for (;;) {
        const all = heard(event)
        if (all.length >= n) return all[n - 1]
        if (over) throw new Error(`The app ended before "${event}" (${n}): ${output}`)
        await new Promise<void>((resolve) => wakes.push(resolve))
      }
    },
    ask,
    atWindow: (act, argument) => ask('at-window', act.toString(), argument) as Promise<Awaited<ReturnType<typeof act>>>,
    ended,
  }
}

/** Resolves once the page in the window follows the engine's changes. */
export async function connected(app: DesktopApp): Promise<void> {
  await app.hears('window')
  await app.atWindow((page) => page.getByRole('status').getByText('connected', { exact: true }).waitFor())
}

/** What the page hears of the shell, after a change of its options where one is given. */
export const desktopState = (app: DesktopApp, change: DesktopChange = {}): Promise<DesktopState> =>
  app.atWindow((page, given) => page.evaluate((options) => (Reflect.get(window, 'hookwrightDesktop') as Required<Desktop>).changeDesktop(options), given), change)

/** What the engine says of itself to the page, with the page's own token. */
export async function status(app: DesktopApp): Promise<Status> {
  const answer = await app.atWindow((page) =>
    page.evaluate(() => fetch('/api/v1/status', { headers: { authorization: `Bearer ${localStorage.getItem('hookwright.token')}` } }).then((response): Promise<unknown> => response.json())),
  )
  return Status.parse(answer)
}

/** Whether a process of that number is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The control API, with the page's own token. */
export async function clientOf(app: DesktopApp): Promise<Client> {
  const { url, token } = await app.atWindow((page) => page.evaluate(() => ({ url: location.origin, token: localStorage.getItem('hookwright.token') ?? '' })))
  return createClient({ url, token })
}
