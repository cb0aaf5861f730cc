import { ActionIcon, Button, Kbd, SegmentedControl, Switch, Tabs, Tooltip } from '@mantine/core'
import { RotateCcw, X } from 'lucide-react'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { PickMenu } from '#renderer/ui/pick-menu.tsx'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { LONG, noop } from '../content.ts'
import { Case, Row, Specimen } from '../specimen.tsx'

const OPTIONS = ['acknowledged', 'failed', 'retrying'].map((value) => ({ value, label: value }))

export function Controls() {
  return (
    <Specimen name="Controls">
      <Case name="Buttons">
        <Row>
          <Button variant="filled">Fire</Button>
          <Button leftSection={<RotateCcw size={13} aria-hidden />} rightSection={<Kbd>r</Kbd>}>
            Replay
          </Button>
          <Button variant="subtle">Later</Button>
          <Button disabled>Not now</Button>
          <Button size="compact-xs">Try again</Button>
          <ActionIcon aria-label="Close">
            <X size={13} aria-hidden />
          </ActionIcon>
          <CopyButton value="dlv_1" label="Copy the id" />
          <Tooltip opened label="Said on hovering" position="right">
            <Kbd>Ctrl K</Kbd>
          </Tooltip>
        </Row>
      </Case>
      <Case name="Second click">
        <Row>
          <SecondClick confirm="Delete it?" onConfirm={noop}>
            Delete
          </SecondClick>
        </Row>
      </Case>
      <Case name="Choices">
        <Row>
          <SegmentedControl aria-label="Shown as" data={['JSON', 'As sent', 'Hex']} />
          <Switch label="Indented" defaultChecked />
          <Switch label="Only what differs" />
          <Switch label="Not here" disabled />
        </Row>
      </Case>
      <Case name="Filters">
        <Toolbar>
          <PickMenu label="Status" options={OPTIONS} chosen={[]} onChange={noop} />
          <PickMenu label="Outcome" options={OPTIONS} chosen={['failed']} onChange={noop} />
          <PickMenu label="Kinds" multiple options={OPTIONS} chosen={OPTIONS.map(({ value }) => value)} onChange={noop} />
          <PickMenu label="Huge" options={[{ value: 'huge', label: LONG }]} chosen={['huge']} onChange={noop} />
        </Toolbar>
      </Case>
      <Case name="Tabs">
        <Tabs defaultValue="envelope">
          <Tabs.List aria-label="Parts">
            <Tabs.Tab value="envelope">Envelope</Tabs.Tab>
            <Tabs.Tab value="signature">Signature</Tabs.Tab>
            <Tabs.Tab value="response" disabled>
              Response
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="envelope">What was sent</Tabs.Panel>
        </Tabs>
      </Case>
    </Specimen>
  )
}
