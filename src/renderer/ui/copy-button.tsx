import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'
import type { MouseEvent } from 'react'
import { speak } from './speak.ts'

/** Copies the whole value, however short it is shown. */
export function CopyButton({ value, label, size = 13 }: { value: string; label: string; size?: number }) {
  const clipboard = useClipboard({ timeout: 1200 })
  const copy = (event: MouseEvent) => {
    event.stopPropagation()
    clipboard.copy(value)
    speak('Copied')
  }
  return (
    <Tooltip label={clipboard.copied ? 'Copied' : label}>
      <ActionIcon aria-label={label} onClick={copy} color={clipboard.copied ? 'accent' : 'gray'}>
        {clipboard.copied ? <Check size={size} aria-hidden /> : <Copy size={size} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
