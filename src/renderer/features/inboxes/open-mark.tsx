import { Hourglass } from 'lucide-react'
import { Dot } from '#renderer/ui/marks.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'

/** It is still being answered. */
export function OpenMark({ did }: { did: string | null }) {
  return (
    <span title={`Still open: ${did ?? ''}`}>
      <Dot tone="warn" icon={Hourglass} /> open{did !== null && <span className="muted"> <WireText text={did} /></span>}
    </span>
  )
}
