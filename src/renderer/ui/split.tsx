import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import styles from './layout.module.css'

/** Below this width a detail covers its list. */
export const NARROW = '(max-width: 1099px)'

/**
 * List and detail side by side, resizable and remembered under `id`; on a narrow window the detail, when there is one, covers the list.
 * `listSize` and `listMin`: width of the list at first and at least, in CSS units.
 */
export function Split({ id, list, detail, listSize = '58%', listMin = '420px' }: { id: string; list: ReactNode; detail: ReactNode | null; listSize?: string; listMin?: string }) {
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false })
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `hookwright.${id}`, storage: localStorage })
  if (narrow) return detail ?? list
  return (
    <Group id={id} orientation="horizontal" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} style={{ height: '100%' }}>
      <Panel id="list" defaultSize={listSize} minSize={listMin}>
        {list}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the list" />
      <Panel id="detail" minSize="400px">
        {detail}
      </Panel>
    </Group>
  )
}
