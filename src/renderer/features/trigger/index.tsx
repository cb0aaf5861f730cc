import { Zap } from 'lucide-react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'

export function Trigger() {
  return (
    <Pane label="Trigger" title="Trigger">
      <EmptyState icon={Zap} title="Being built" />
    </Pane>
  )
}
