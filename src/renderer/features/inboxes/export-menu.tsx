import { Button, Menu } from '@mantine/core'
import { ChevronDown, FileUp } from 'lucide-react'
import { EXPORT_FORMATS, ExportFormat } from '#contract/capture-file.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyProblem } from '#renderer/ui/notify.ts'
import { saveExport } from '#renderer/ui/save-file.ts'
import styles from './inboxes.module.css'

const SAYS: Readonly<Record<ExportFormat, string>> = {
  bundle: 'everything, byte-exact',
  har: 'for browsers and other tools',
  jsonl: 'the bundle, one capture a line',
  curl: 'requests only, for a shell',
  http: 'requests only, for editors',
}

/** Captures as a file, in one of the formats. */
export function ExportMenu({ name, what, label, disabled }: { name: string; what: { readonly inbox?: string; readonly ids?: string[] }; label: string; disabled?: boolean }) {
  const run = useAction((client, format: ExportFormat) => saveExport(client, name, { ...what, format }), notifyProblem)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="compact-sm" aria-label={label} loading={run.busy} disabled={disabled} leftSection={<FileUp size={13} aria-hidden />} rightSection={<ChevronDown size={12} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ExportFormat.options.map((format) => (
          <Menu.Item key={format} onClick={() => void run.run(format)}>
            <span className={styles.exported}>
              {EXPORT_FORMATS[format].title} <span className="muted">{SAYS[format]}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
