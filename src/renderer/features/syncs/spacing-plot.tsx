import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { clockTime } from '#renderer/ui/format.ts'
import { topOf } from './spacing.ts'
import type { Spacing } from './spacing.ts'
import styles from './syncs.module.css'

const HEIGHT = 180

/** A dot for each gap, and the asked interval as a line. What is longer than the plot is high lies on its upper edge. */
export default function SpacingPlot({ spacing, intervalMs, label }: { spacing: Spacing; intervalMs: number; label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const scheme = useComputedColorScheme()

  useEffect(() => {
    const element = place.current
    if (!element) return
    const made = new uPlot(optionsOf(element), [[], [], []], element)
    plot.current = made
    const resized = new ResizeObserver(([entry]) => entry && made.setSize({ width: Math.floor(entry.contentRect.width), height: HEIGHT }))
    resized.observe(element)
    return () => {
      resized.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [])
  // The colours are read as it is drawn: another scheme needs no more than that.
  useEffect(() => plot.current?.redraw(false, true), [scheme])
  useEffect(() => {
    const top = topOf(spacing, intervalMs)
    const asked = spacing.at.map(() => (intervalMs === 0 ? null : intervalMs))
    plot.current?.batch(() => {
      plot.current?.setData([[...spacing.at], spacing.gaps.map((gap) => Math.min(gap, top)), asked])
      plot.current?.setScale('y', { min: 0, max: top })
    })
  }, [spacing, intervalMs])
  return <div ref={place} className={styles.plot} role="img" aria-label={label} />
}

function optionsOf(element: HTMLElement): uPlot.Options {
  const token = (name: string) => () => getComputedStyle(element).getPropertyValue(name)
  const axis = { stroke: token('--text-2'), font: `11px ${getComputedStyle(element).fontFamily}`, grid: { stroke: token('--border'), width: 1 }, ticks: { show: false } }
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: { y: { auto: false } },
    axes: [
      { ...axis, size: 26, space: 90, values: (_plot, splits, _axis, _space, incr) => splits.map((seconds) => clockTime(seconds * 1000, incr < 1)) },
      { ...axis, size: 62, space: 34, values: (_, splits) => splits.map((ms) => `${ms.toLocaleString('en-US')} ms`) },
    ],
    series: [
      {},
      { paths: () => null, stroke: token('--accent'), points: { show: true, size: 4, width: 0, fill: token('--accent') } },
      { stroke: token('--warn'), width: 1.5, dash: [6, 4], points: { show: false } },
    ],
  }
}
