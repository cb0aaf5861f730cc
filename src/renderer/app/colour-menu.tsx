import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { MonitorCog, Moon, Sun } from 'lucide-react'

const SCHEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: MonitorCog },
] as const

/** Light, dark, or what the system has. */
export function ColourMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Current = SCHEMES.find((one) => one.value === colorScheme)?.icon ?? MonitorCog
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Tooltip label="Colours">
          <ActionIcon aria-label="Colours">
            <Current size={13} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, label, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={13} aria-hidden />} aria-current={value === colorScheme || undefined} onClick={() => setColorScheme(value)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
