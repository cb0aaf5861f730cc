/**
 * Notifications of the system. Failures that come together are one notification with their number, and there is at most one of them in
 * a while: a receiver that is down for an hour must not bury its user.
 */
import { Notification } from 'electron'
import type { DeliverySummary } from '#contract/delivery.ts'
import { printable } from '#contract/printable.ts'

/** From the first failure to its notification: what else comes meanwhile is counted with it. */
const GATHER_MS = 1000
/** Between two of them. */
const PACE_MS = 10_000
const LONGEST = 200

export interface NoticeDeps {
  /** Whether a failure is worth telling now. */
  readonly wanted: () => boolean
  /** Shows an address of the page. */
  readonly open: (path: string) => void
  /** Sends it again; rejects when that is refused. */
  readonly replay: (id: string) => Promise<void>
}

export function createNotices({ wanted, open, replay }: NoticeDeps) {
  /** On macOS one that nobody holds is collected, and its buttons with it. */
  let current: Notification | undefined
  let first: DeliverySummary | undefined
  let count = 0
  let lastAt = -Infinity
  let timer: NodeJS.Timeout | undefined

  function tell(title: string, body: string, click: () => void, action?: { readonly text: string; readonly act: () => void }): void {
    current?.close()
    const notification = new Notification({ title, body: plain(body), silent: true, ...(action && { actions: [{ type: 'button', text: action.text }] }) })
    current = notification
    notification.on('click', click)
    if (action) notification.on('action', action.act)
    notification.show()
  }

  function flush(): void {
    timer = undefined
    const [delivery, many] = [first, count]
    first = undefined
    count = 0
    if (!delivery || !wanted()) return
    lastAt = Date.now()
    if (many > 1) {
      const list = (): void => open('/deliveries?status=failed,expired')
      return tell(`${many} deliveries failed`, `The last one: ${summary(delivery)}`, list, { text: 'Show', act: list })
    }
    const { id } = delivery
    const show = (): void => open(`/deliveries/${id}`)
    const again = (): void => void replay(id).catch((error: unknown) => tell('It could not be sent again', error instanceof Error ? error.message : String(error), show))
    tell('A delivery failed', summary(delivery), show, { text: 'Replay', act: again })
  }

  return {
    failed(deliveries: readonly DeliverySummary[]): void {
      if (!wanted()) return
      count += deliveries.length
      first = deliveries.at(-1) ?? first
      timer ??= setTimeout(flush, Math.max(GATHER_MS, lastAt + PACE_MS - Date.now()))
    },
    /** A sentence about the app itself. */
    say: (title: string, body: string, click: () => void): void => {
      if (wanted()) tell(title, body, click)
    },
    stop: (): void => clearTimeout(timer),
  }
}

function summary({ trigger, url, status, attemptCount, lastStatusCode, lastOutcome }: DeliverySummary): string {
  const last = lastStatusCode === null ? (lastOutcome ?? 'was never sent').replace('_', ' ') : `answered ${lastStatusCode}`
  return `${trigger} to ${url} ${status === 'expired' ? 'expired' : 'was given up'}: ${last}, ${attemptCount} ${attemptCount === 1 ? 'attempt' : 'attempts'}`
}

/** What is in it came from outside, and some desktops read markup: nothing of it may be one. */
const plain = (text: string): string => printable(text).replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆').slice(0, LONGEST)
