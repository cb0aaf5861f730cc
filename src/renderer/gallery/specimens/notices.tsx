import { Button } from '@mantine/core'
import { Inbox, OctagonX } from 'lucide-react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { Bar, Progress } from '#renderer/ui/progress.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { HOSTILE, LONG, noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const figures = (failed: number) => [
  { name: 'sent', n: 4_711, title: 'Of 5,000 messages made so far', href: '/deliveries' },
  { name: 'failed', n: failed, title: 'Given up', href: '/deliveries', bad: true },
]

export function Notices() {
  return (
    <Specimen name="Notices">
      <Case name="Empty">
        <EmptyState icon={Inbox} level={3} title="Nothing has come in yet" actions={<Button variant="filled">Fire one</Button>}>
          Send something to this inbox, and it is listed here.
        </EmptyState>
      </Case>
      <Case name="Broken">
        <EmptyState icon={OctagonX} level={3} title="This screen has failed" actions={<Button>Draw it again</Button>}>
          {HOSTILE}
        </EmptyState>
      </Case>
      <Case name="Loading">
        <Wait />
      </Case>
      <Case name="Error">
        <ProblemLine onRetry={noop}>Connection refused at 127.0.0.1:3000: is your server running?</ProblemLine>
      </Case>
      <Case name="Warning">
        <ProblemLine tone="warn">The rule is assumed: the provider is silent about it.</ProblemLine>
      </Case>
      <Case name="Huge error">
        <ProblemLine onRetry={noop} error={new Error(LONG.slice(0, 400))} />
      </Case>
      <Case name="Progress">
        <Progress value={0} status="running" label="None" of="0" figures={[]} />
        <Progress value={0.942} status="running" label="Some" of="5,000" figures={figures(0)} />
        <Progress value={1} status="done" label="All" of="5,000" figures={figures(12)} />
        <Bar value={0.4} status="cancelled" label="Cancelled" />
      </Case>
    </Specimen>
  )
}
