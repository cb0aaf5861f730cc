import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { MonitorCog, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'

const SCHEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: MonitorCog },
] as const

const DENSITIES = [
  { value: 'comfortable', label: 'Comfortable', icon: Rows3 },
  { value: 'compact', label: 'Compact', icon: Rows4 },
] as const

/** Light, dark, or what the system has; and how close the rows stand. */
export function AppearanceMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const density = usePreferences((state) => state.density)
  const Current = SCHEMES.find((one) => one.value === colorScheme)?.icon ?? MonitorCog
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Tooltip label="Appearance">
          <ActionIcon aria-label="Appearance">
            <Current size={13} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map(({ value, label, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={13} aria-hidden />} aria-current={value === colorScheme || undefined} onClick={() => setColorScheme(value)}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>Rows</Menu.Label>
        {DENSITIES.map(({ value, label, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={13} aria-hidden />} aria-current={value === density || undefined} onClick={() => prefer({ density: value })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
