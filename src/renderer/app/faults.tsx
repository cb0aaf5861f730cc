import { Button } from '@mantine/core'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { OctagonX } from 'lucide-react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { problemText } from '#renderer/ui/problem-line.tsx'

/** Keeps a fault in one room from taking the rest of the page with it. */
export class Faults extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <EmptyState
        icon={OctagonX}
        title="This screen has failed"
        actions={
          <>
            <Button variant="filled" onClick={() => this.setState({ error: null })}>
              Draw it again
            </Button>
            <Button onClick={() => window.location.reload()}>Reload the page</Button>
          </>
        }
      >
        {problemText(this.state.error)}
      </EmptyState>
    )
  }
}
