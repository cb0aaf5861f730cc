import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { MonitorCog, Moon, Sun } from 'lucide-react'
import { useEffect } from 'react'
import { serverNow, useNow } from '#renderer/state/clock.ts'
import { advanceRate } from '#renderer/state/rate.ts'
import { useStore } from '#renderer/state/store.ts'
import type { Phase } from '#renderer/state/store.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { clockTime, count, countdown, dateTime } from '#renderer/ui/format.ts'
import { Sparkline } from '#renderer/ui/sparkline.tsx'
import styles from './status-bar.module.css'

const SECONDS = 60

/** Where it listens, what it has to do, and what time it is there. */
export function StatusBar() {
  return (
    <footer className={styles.bar} aria-label="Status">
      <ConnectionState />
      <Listeners />
      <span className={styles.space} />
      <Queue />
      <Rate />
      <Clock />
      <Scheme />
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
          <span className={styles.url}>{url.replace(/^http:\/\//, '')}</span>
          <CopyButton value={url} label={`Copy the ${name} URL`} size={11} />
        </span>
      ))}
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

function Clock() {
  const clock = useStore((state) => state.status?.clock)
  useNow(1000)
  if (!clock) return null
  const now = serverNow()
  return (
    <span className={styles.item} title={`${dateTime(now)} by the ${clock.mode} clock`}>
      <span className="muted">{clock.mode}</span>
      <time className={styles.figure}>{clockTime(now, false)}</time>
      {clock.nextDueAt && (
        <span>
          <span className="muted">next due in </span>
          <span className={styles.figure}>{countdown(Date.parse(clock.nextDueAt) - now)}</span>
        </span>
      )}
    </span>
  )
}

const SCHEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: MonitorCog },
] as const

function Scheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Current = SCHEMES.find((one) => one.value === colorScheme)?.icon ?? MonitorCog
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Tooltip label="Colours">
          <ActionIcon aria-label="Colours">
            <Current size={13} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, label, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={13} aria-hidden />} aria-current={value === colorScheme || undefined} onClick={() => setColorScheme(value)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
