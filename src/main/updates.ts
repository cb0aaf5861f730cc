/** Looks whether a newer version is there, where its user says that releases are told. It fetches and installs nothing: what is found is a version and a page to look at. */
import { z } from 'zod'
import type { UpdateCheck } from '#contract/desktop.ts'

const ANSWER_MS = 10_000
const LONGEST = 256 * 1024
const DAY_MS = 86_400_000

/** A release as GitHub's API tells the latest of a repository, or the same in fewer words. */
const Release = z
  .union([z.object({ tag_name: z.string(), html_url: z.string().optional() }).transform(({ tag_name, html_url }) => ({ version: tag_name, page: html_url })), z.object({ version: z.string(), page: z.string().optional() })])
  .transform(({ version, page }) => ({ version: numbersOf(version)?.join('.'), page: page !== undefined && /^https:\/\//.test(page) && URL.canParse(page) ? page : null }))

/** Numbers of a version such as `v1.2.3`; undefined for what is none. Pre-releases count as their release. */
function numbersOf(version: string): number[] | undefined {
  const match = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?![\d.])/.exec(version)
  return match?.slice(1).map(Number)
}

function isNewer(version: string, than: string): boolean {
  const [a = [], b = []] = [numbersOf(version), numbersOf(than)]
  const at = a.findIndex((part, i) => part !== b[i])
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0)
}

/** @param current version of this program. Never rejects: what stood in the way is the check's `problem`. */
export async function checkForUpdates(from: string, current: string): Promise<UpdateCheck> {
  const checkedAt = new Date().toISOString()
  const failed = (why: string): UpdateCheck => ({ checkedAt, newer: null, problem: `Could not check for a newer version: ${why}.` })
  if (from === '') return failed('no address is set')
  try {
    // Not redirected: the address that was agreed to is the one that is asked.
    const response = await fetch(from, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS), headers: { accept: 'application/json', 'user-agent': `Hookwright/${current}` } })
    if (!response.ok) return failed(`${new URL(from).host} answered ${response.status}`)
    const release = Release.safeParse(JSON.parse(await textOf(response)))
    if (!release.success || release.data.version === undefined) return failed(`${new URL(from).host} did not tell a version`)
    const { version, page } = release.data
    return { checkedAt, newer: isNewer(version, current) ? { version, page } : null, problem: null }
  } catch (error) {
    return failed(reasonOf(error, new URL(from).host))
  }
}

function reasonOf(error: unknown, host: string): string {
  if (error instanceof SyntaxError || error instanceof RangeError) return `${host} answered with something else`
  if (error instanceof DOMException && error.name === 'TimeoutError') return `${host} did not answer`
  return `${host} could not be reached`
}

async function textOf(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of (response.body as ReadableStream<Uint8Array> | null) ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > LONGEST) throw new RangeError('too long')
  }
  return text
}

export type Updates = ReturnType<typeof createUpdates>

/**
 * @param from where to ask when it is time to look by itself; undefined: not now.
 * @param found a version that was not known yet, by itself.
 */
export function createUpdates(current: string, from: () => string | undefined, found: (version: string) => void) {
  let last: UpdateCheck | null = null
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    const address = from()
    if (address === undefined) return
    const known = last?.newer?.version
    last = await checkForUpdates(address, current)
    if (last.newer && last.newer.version !== known) found(last.newer.version)
  }

  return {
    last: () => last,
    async now(address: string): Promise<void> {
      last = await checkForUpdates(address, current)
    },
    /** Looks now and once a day from then on, each time as the options then say. Later calls do nothing. */
    start(): void {
      if (timer) return
      void look()
      timer = setInterval(() => void look(), DAY_MS)
    },
    stop: (): void => clearInterval(timer),
  }
}
