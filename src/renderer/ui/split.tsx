import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import styles from './layout.module.css'

/** Whether the window is so narrow that a detail covers its list. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 1099px)', undefined, { getInitialValueInEffect: false }) ?? false
}

interface SplitProps {
  readonly id: string
  readonly narrow: boolean
  readonly list: ReactNode
  readonly detail: ReactNode | null
  readonly listSize?: string
  readonly listMin?: string
}

/**
 * List and detail side by side, resizable and remembered under `id`; on a narrow window the detail, when there is one, covers the list.
 * `narrow`: of `useNarrow`, asked once for a room, so that list and detail agree on it in every moment.
 * `listSize` and `listMin`: width of the list at first and at least, in CSS units.
 */
export function Split({ id, narrow, list, detail, listSize = '58%', listMin = '420px' }: SplitProps) {
  const shown = { list: !narrow || detail === null, detail: !narrow || detail !== null }
  const panelIds = Object.entries(shown).flatMap(([panel, isShown]) => (isShown ? [panel] : []))
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `hookwright.${id}`, panelIds, storage: localStorage })
  // One tree for both widths: what is typed or unfolded in the detail stays when the window is made narrower or wider.
  return (
    <Group id={id} orientation="horizontal" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} style={{ height: '100%' }}>
      {shown.list && (
        <Panel id="list" defaultSize={listSize} minSize={narrow ? undefined : listMin}>
          {list}
        </Panel>
      )}
      {!narrow && <Separator className={styles.separator} aria-label="Width of the list" />}
      {shown.detail && (
        <Panel id="detail" minSize={narrow ? undefined : '400px'}>
          {detail}
        </Panel>
      )}
    </Group>
  )
}
