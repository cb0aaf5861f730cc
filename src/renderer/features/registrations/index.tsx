import { ListTree } from 'lucide-react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'

export function Registrations() {
  return (
    <Pane label="Registrations" title="Registrations">
      <EmptyState icon={ListTree} title="Being built" />
    </Pane>
  )
}
