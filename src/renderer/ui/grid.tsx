import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, MouseEvent, ReactNode } from 'react'
import { useRowHeight } from './row-height.ts'
import styles from './grid.module.css'

export interface GridColumn {
  readonly key: string
  readonly title: string
  /** A CSS grid track: `5rem`, `minmax(8rem, 1fr)`. */
  readonly width: string
  readonly right?: boolean
}

export interface GridProps {
  readonly label: string
  /** Prefix of the rows' element ids. */
  readonly name: string
  readonly columns: readonly GridColumn[]
  readonly ids: readonly string[]
  /** Whether there is more than `ids` to read. */
  readonly more: boolean
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  /** The last rows have come into view. */
  readonly onNearEnd: () => void
  /** Whether the top row is in view; called when that changes. */
  readonly onTop?: (atTop: boolean) => void
  /** Changes when the reader asks to be taken back to the top. */
  readonly topRequest?: number
  /** One `<Cell>` for each column, in order. The same function as long as it draws the same: only then is a row left as it is. */
  readonly row: (id: string) => ReactNode
}

/** Rows from the end at which more is asked for: what a quick wheel passes in the time that an answer takes. */
const NEAR_END = 90
/** Rows drawn above and below what is in view. */
const OVERSCAN = 8

/** A list of any length of which only what is in view is drawn. Moves are the caller's: it says which row is selected. */
export function Grid({ label, name, columns, ids, more, selected, onSelect, onNearEnd, onTop, topRequest, row }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const height = useRowHeight()
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (at) => ids[at] ?? at,
    overscan: OVERSCAN,
    // A pause between two turns of the wheel is no end.
    useScrollendEvent: true,
  })
  useLayoutEffect(() => virtual.measure(), [virtual, height])
  const rows = virtual.getVirtualItems()
  const lastShown = rows.at(-1)?.index ?? -1
  useEffect(() => {
    if (more && lastShown >= ids.length - NEAR_END) onNearEnd()
  }, [more, lastShown, ids.length, onNearEnd])

  const selectedAt = selected === null ? -1 : ids.indexOf(selected)
  const shownFor = useRef<string | null>(null)
  useEffect(() => {
    // Only a new selection is brought into view: a live update must not move what the reader looks at.
    if (selected === null || selectedAt === -1) return void (shownFor.current = selected)
    if (shownFor.current === selected) return
    shownFor.current = selected
    virtual.scrollToIndex(selectedAt, { align: 'auto' })
  }, [selected, selectedAt, virtual])

  useEffect(() => {
    if (topRequest) scroller.current?.scrollTo({ top: 0 })
  }, [topRequest])

  const atTop = useRef(true)
  const scrolled = () => {
    const now = (scroller.current?.scrollTop ?? 0) < height / 2
    if (now === atTop.current) return
    atTop.current = now
    onTop?.(now)
  }
  const tracks = columns.map((column) => column.width).join(' ')
  const template = useMemo(() => ({ gridTemplateColumns: tracks }), [tracks])
  // A row that leaves at one end becomes the one that comes at the other: to write into elements is much less than to make them.
  const slots = Math.ceil((virtual.scrollRect?.height ?? 0) / height) + 2 * OVERSCAN + 2
  // To move an element costs as much as to make it: while the list is scrolled they stay in the order they were in, and take that of the rows at its end.
  const settled = (rows[0]?.index ?? 0) % slots
  const [firstSlot, setFirstSlot] = useState(settled)
  if (!virtual.isScrolling && firstSlot !== settled) setFirstSlot(settled)
  const place = ({ index }: { index: number }) => ((index % slots) - firstSlot + slots) % slots
  const minWidth = leastWidth(columns)
  const clicked = ({ target }: MouseEvent) => {
    const row = target instanceof Element && target.closest('[role="row"]')
    if (row) onSelect(row.id.slice(name.length + 1))
  }
  return (
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={more ? -1 : ids.length + 1}
      aria-activedescendant={rows.some((one) => one.index === selectedAt) ? `${name}-${selected}` : undefined}
      tabIndex={0}
      onScroll={scrolled}
    >
      <div role="rowgroup" className={styles.head} style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className={styles.row} style={template}>
          {columns.map((column) => (
            <div key={column.key} role="columnheader" className={styles.cell} data-right={column.right || undefined}>
              {column.title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ minWidth, height: virtual.getTotalSize() }} onClick={clicked}>
        {rows.toSorted((a, b) => place(a) - place(b)).map(({ index, start }) => {
          const id = ids[index]
          if (id === undefined) return null
          return <GridRow key={index % slots} id={id} name={name} index={index} start={start} template={template} selected={id === selected} row={row} />
        })}
      </div>
    </div>
  )
}

interface GridRowProps extends Pick<GridProps, 'name' | 'row'> {
  readonly id: string
  readonly index: number
  /** Distance from the top of the list, CSS pixels. */
  readonly start: number
  readonly template: CSSProperties
  readonly selected: boolean
}

const GridRow = memo(function GridRow({ id, name, index, start, template, selected, row }: GridRowProps) {
  return (
    <div id={`${name}-${id}`} role="row" aria-rowindex={index + 2} aria-selected={selected} className={styles.row} style={{ ...template, transform: `translateY(${start}px)` }}>
      {row(id)}
    </div>
  )
})

/** What the columns need side by side: on a narrower page the list scrolls sideways rather than losing the last of them. */
const leastWidth = (columns: readonly GridColumn[]): string => `calc(${columns.map(({ width }) => /[\d.]+rem/.exec(width)?.[0] ?? '0rem').join(' + ')} + ${columns.length + 1} * var(--space-6))`

export function Cell({ children, right, mono }: { children: ReactNode; right?: boolean; mono?: boolean }) {
  return (
    <div role="gridcell" className={`${styles.cell} ${mono ? 'mono' : ''}`} data-right={right || undefined}>
      {children}
    </div>
  )
}
