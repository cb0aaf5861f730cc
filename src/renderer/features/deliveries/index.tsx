import { Send } from 'lucide-react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'

export function Deliveries() {
  return (
    <Pane label="Deliveries" title="Deliveries">
      <EmptyState icon={Send} title="Being built" />
    </Pane>
  )
}
