import { Button } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useSpoken } from './speak.ts'

const ARMED_MS = 4000

/** A destructive action: the first click asks, a second one on the same button does it. No modal; it disarms by itself. */
export function SecondClick({ children, confirm, onConfirm, ...rest }: ButtonProps & { children: ReactNode; confirm: ReactNode; onConfirm: () => void }) {
  const [armed, setArmed] = useState(false)
  useEffect(() => {
    if (!armed) return
    const timer = window.setTimeout(() => setArmed(false), ARMED_MS)
    return () => window.clearTimeout(timer)
  }, [armed])
  useSpoken(armed ? 'Press again to confirm' : null)
  const click = () => {
    setArmed(!armed)
    if (armed) onConfirm()
  }
  return (
    <Button {...rest} data-armed={armed || undefined} onClick={click} onBlur={() => setArmed(false)} style={armed ? { color: 'var(--bad)', borderColor: 'var(--bad)' } : undefined}>
      {armed ? confirm : children}
    </Button>
  )
}
