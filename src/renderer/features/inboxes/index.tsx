import { Inbox } from 'lucide-react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'

export function Inboxes() {
  return (
    <Pane label="Inboxes" title="Inboxes">
      <EmptyState icon={Inbox} title="Being built" />
    </Pane>
  )
}
