import { Kbd, Modal, Switch } from '@mantine/core'
import { create } from 'zustand'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import { keyLabel } from './keyboard.ts'
import styles from './keys.module.css'

const useOpen = create(() => ({ open: false }))

export const openKeys = (): void => useOpen.setState({ open: true })

/** The list of keys that work at the moment. */
export function Keys() {
  const open = useOpen((state) => state.open)
  const letterKeys = usePreferences((state) => state.letterKeys)
  const commands = useStore((state) => state.commands)
  const groups = Map.groupBy(commands.filter((command) => command.keys?.length), (command) => command.group)
  return (
    <Modal opened={open} onClose={() => useOpen.setState({ open: false })} title="Keys" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={styles.groups}>
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h3 className={styles.heading}>{group}</h3>
            <dl className={styles.list}>
              {members.map((command) => (
                <div key={command.id} className={styles.line}>
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys?.map((key) => (
                      <Kbd key={key}>{keyLabel(key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch mt="md" checked={letterKeys} onChange={(event) => prefer({ letterKeys: event.currentTarget.checked })} label="Single-letter keys" description="Turn them off when your input device types letters by itself." />
    </Modal>
  )
}
