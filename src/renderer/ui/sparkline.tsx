/** A row of values as bars, newest at the right; drawn from the right so that it fills as time passes. */
export function Sparkline({ values, slots, label }: { values: readonly number[]; slots: number; label: string }) {
  const [width, height] = [slots * 2, 14]
  const top = Math.max(1, ...values)
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <title>{label}</title>
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--border)" />
      {values.slice(-slots).map((value, at, shown) => {
        const tall = value === 0 ? 0 : Math.max(1.5, (value / top) * (height - 1))
        return tall > 0 && <rect key={at} x={width - (shown.length - at) * 2} y={height - tall} width={1.5} height={tall} fill="var(--accent)" />
      })}
    </svg>
  )
}
