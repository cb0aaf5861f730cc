import { Kbd } from '@mantine/core'
import { Command as CommandIcon, Keyboard } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { useStore } from '#renderer/state/store.ts'
import { count, shortCount } from '#renderer/ui/format.ts'
import { openKeys } from './keys.tsx'
import { openPalette } from './palette.tsx'
import { MOD } from './keyboard.ts'
import { ROOMS } from './rooms.tsx'
import type { Room } from './rooms.tsx'
import styles from './frame.module.css'

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Rooms">
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" />
        <span className={styles.label}>Hookwright</span>
      </div>
      {ROOMS.map((room) => (
        <Place key={room.path} room={room} />
      ))}
      <div className={styles.foot}>
        <button type="button" data-tour="commands" className={styles.tool} onClick={openPalette} title="Commands">
          <CommandIcon size={14} aria-hidden />
          <span className={styles.label}>Commands</span>
          <Kbd aria-hidden>{MOD} K</Kbd>
        </button>
        <button type="button" className={styles.tool} onClick={openKeys} title="Keys">
          <Keyboard size={14} aria-hidden />
          <span className={styles.label}>Keys</span>
          <Kbd aria-hidden>?</Kbd>
        </button>
      </div>
    </nav>
  )
}

function Place({ room }: { room: Room }) {
  const [location] = useLocation()
  const n = useStore((state) => room.count?.(state) ?? null)
  const here = location === `/${room.path}` || location.startsWith(`/${room.path}/`)
  return (
    <Link href={`/${room.path}`} className={styles.place} aria-current={here ? 'page' : undefined} title={room.title}>
      <room.icon size={15} strokeWidth={1.75} aria-hidden />
      <span className={styles.label}>{room.title}</span>
      {n !== null && n > 0 && (
        <span className={styles.count} title={count(n)}>
          {shortCount(n)}
        </span>
      )}
    </Link>
  )
}
