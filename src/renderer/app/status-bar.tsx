import { useEffect } from 'react'
import { advanceRate } from '#renderer/state/rate.ts'
import { useStore } from '#renderer/state/store.ts'
import type { Phase } from '#renderer/state/store.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { count } from '#renderer/ui/format.ts'
import { Sparkline } from '#renderer/ui/sparkline.tsx'
import { AppearanceMenu } from './appearance-menu.tsx'
import { ClockBar } from './clock-bar.tsx'
import { RecordingMark } from './recording-mark.tsx'
import { SendingButton } from './sending-button.tsx'
import styles from './status-bar.module.css'

const SECONDS = 60

/** Where it listens, what it has to do, and what time it is there. */
export function StatusBar() {
  const virtual = useStore((state) => state.status?.clock.mode === 'virtual')
  return (
    <footer className={styles.bar} data-virtual={virtual || undefined} aria-label="Status">
      <ConnectionState />
      <Listeners />
      <span className={styles.space} />
      <RecordingMark />
      <Queue />
      <SendingButton />
      <Rate />
      <ClockBar />
      <AppearanceMenu />
    </footer>
  )
}

const PHASES: Record<Phase, string> = { locked: 'locked', starting: 'connecting', open: 'connected', lost: 'connection lost' }

function ConnectionState() {
  const phase = useStore((state) => state.connection.phase)
  const version = useStore((state) => state.status?.version)
  return (
    <span className={styles.item} role="status" title={version && `Hookwright ${version}`}>
      <span className={styles.dot} data-phase={phase} aria-hidden />
      {PHASES[phase]}
    </span>
  )
}

function Listeners() {
  const listeners = useStore((state) => state.status?.listeners)
  if (!listeners) return null
  const entries = [
    ['control', listeners.control, 'The control API and this page'],
    ['provider', listeners.provider, "The providers' own APIs, emulated"],
    ['inbox', listeners.inbox, 'Captures whatever is sent to it'],
  ] as const
  return (
    <span className={styles.listeners}>
      {entries.map(([name, url, title]) => (
        <span key={name} className={styles.item} title={`${title}: ${url}`}>
          <span className="muted">{name}</span>
          <Address url={url} />
          <CopyButton value={url} label={`Copy the ${name} URL`} size={11} />
        </span>
      ))}
    </span>
  )
}

/** The host goes first where it is tight: it is this machine's, and the copy button gives all of it. */
function Address({ url }: { url: string }) {
  const { hostname, port } = new URL(url)
  return (
    <span className={styles.url}>
      <span className={styles.host}>{hostname}</span>:{port}
    </span>
  )
}

function Queue() {
  const waiting = useStore((state) => state.status?.queue.waiting ?? 0)
  const inFlight = useStore((state) => state.status?.queue.inFlight ?? 0)
  return (
    <span className={styles.item} title="Deliveries that wait for their turn or their retry, and attempts that wait for an answer">
      <span>
        <span className={styles.figure}>{count(waiting)}</span> <span className="muted">waiting</span>
      </span>
      <span>
        <span className={styles.figure}>{count(inFlight)}</span> <span className="muted">in flight</span>
      </span>
    </span>
  )
}

function Rate() {
  const rates = useStore((state) => state.rates)
  useEffect(() => {
    const timer = window.setInterval(() => advanceRate(Date.now()), 1000)
    return () => window.clearInterval(timer)
  }, [])
  const last = rates.at(-1) ?? 0
  return (
    <span className={styles.item}>
      <Sparkline values={rates} slots={SECONDS} label={`Deliveries settled per second in the last minute, ${last} in the last second, ${Math.max(0, ...rates)} at most`} />
      <span className={styles.figure}>{count(last)}</span>
      <span className="muted">/s</span>
    </span>
  )
}
