import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { Search } from 'lucide-react'
import { useStore } from '#renderer/state/store.ts'
import { keyLabel } from './keyboard.ts'
import styles from './palette.module.css'

const [store, palette] = createSpotlight()

export const openPalette = (): void => palette.open()

/** Every command by name. */
export function Palette() {
  const commands = useStore((state) => state.commands)
  const groups = Map.groupBy(commands.filter((command) => !command.keysOnly), (command) => command.group)
  return (
    <Spotlight
      store={store}
      shortcut={null}
      classNames={{ content: styles.content, search: styles.search, action: styles.action, actionsGroup: styles.group, actionsList: styles.list }}
      actions={[...groups].map(([group, members]) => ({
        group,
        actions: members.map((command) => ({
          id: command.id,
          label: command.title,
          keywords: command.keywords,
          leftSection: command.icon && <command.icon size={14} strokeWidth={1.75} aria-hidden />,
          rightSection: command.keys?.[0] && <span className={styles.key}>{keyLabel(command.keys[0])}</span>,
          onClick: command.run,
        })),
      }))}
      nothingFound="Nothing is called that"
      highlightQuery={false}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      scrollable
      overlayProps={{ backgroundOpacity: 0.35 }}
      searchProps={{ leftSection: <Search size={14} aria-hidden />, placeholder: 'Find a command', 'aria-label': 'Find a command' }}
    />
  )
}
