import { useMantineColorScheme } from '@mantine/core'
import { Command as CommandIcon, FileDown, Keyboard, Lock, MonitorCog, Moon, Pause, Play, Rows3, Rows4, Scale, Signpost, Sparkles, Square, Sun, Trash2, Video } from 'lucide-react'
import { useLocation } from 'wouter'
import { useCommands } from '#renderer/state/commands.ts'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import { chooseImportFile } from '#renderer/state/import-file.ts'
import { beginRecording, endRecording, useScenario } from '#renderer/state/scenario.ts'
import { beginTour } from '#renderer/state/tour.ts'
import { useDemo } from '#renderer/state/use-demo.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { lock } from '#renderer/state/session.ts'
import { openKeys } from './keys.tsx'
import { openPalette } from './palette.tsx'
import { ROOMS } from './rooms.tsx'
import { useSending } from './use-sending.ts'

/** What can be done from anywhere. */
export function useFrameCommands(): void {
  const [, go] = useLocation()
  const { setColorScheme } = useMantineColorScheme()
  const letterKeys = usePreferences((state) => state.letterKeys)
  const density = usePreferences((state) => state.density)
  const recording = useScenario((state) => state.recordingAfter !== undefined)
  const sending = useSending()
  const begin = useAction(async (client) => {
    await beginRecording(client)
    notifyDone('Recording: what is delivered from here on becomes a scenario')
  }, notifyProblem)
  const end = useAction(async (client) => {
    await endRecording(client)
    go('/scenarios')
  }, notifyProblem)
  const demo = useDemo(notifyDone, notifyProblem)
  const tour = useAction((client) => beginTour(client), notifyProblem)
  useCommands([
    { id: 'palette', title: 'Find a command', group: 'General', keys: ['mod+k'], icon: CommandIcon, keysOnly: true, run: openPalette },
    { id: 'keys', title: 'Show all keys', group: 'General', keys: ['?'], icon: Keyboard, run: openKeys },
    ...ROOMS.map((room) => ({ id: `go-${room.path}`, title: `Go to ${room.title}`, group: 'Go', keys: [`g ${room.key}`], icon: room.icon, run: () => go(`/${room.path}`) })),
    { id: 'import', title: 'Import captures from a file', group: 'General', icon: FileDown, keywords: 'bundle har curl http open', run: chooseImportFile },
    { id: 'sending', title: sending.paused ? 'Resume sending' : 'Pause sending', group: 'General', icon: sending.paused ? Play : Pause, keywords: 'hold stop queue', run: sending.toggle },
    { id: 'tour', title: 'Take the tour', group: 'General', icon: Signpost, keywords: 'help introduction show around first', run: () => void tour.run() },
    demo.exists
      ? { id: 'demo', title: 'Remove the demo', group: 'General', icon: Trash2, keywords: 'sample', run: () => void demo.remove.run() }
      : { id: 'demo', title: 'Set up a demo', group: 'General', icon: Sparkles, keywords: 'sample example first', run: () => void demo.make.run() },
    recording
      ? { id: 'record', title: 'Stop recording, and make a scenario', group: 'Scenario', icon: Square, keywords: 'reproduce bug', run: () => void end.run() }
      : { id: 'record', title: 'Record a scenario from now on', group: 'Scenario', icon: Video, keywords: 'reproduce bug', run: () => void begin.run() },
    { id: 'light', title: 'Light colours', group: 'Appearance', icon: Sun, keywords: 'theme scheme', run: () => setColorScheme('light') },
    { id: 'dark', title: 'Dark colours', group: 'Appearance', icon: Moon, keywords: 'theme scheme night', run: () => setColorScheme('dark') },
    { id: 'system', title: 'Colours as the system says', group: 'Appearance', icon: MonitorCog, keywords: 'theme scheme auto', run: () => setColorScheme('auto') },
    density === 'compact'
      ? { id: 'density', title: 'Comfortable rows', group: 'Appearance', icon: Rows3, keywords: 'density spacing', run: () => prefer({ density: 'comfortable' }) }
      : { id: 'density', title: 'Compact rows', group: 'Appearance', icon: Rows4, keywords: 'density spacing', run: () => prefer({ density: 'compact' }) },
    { id: 'letters', title: letterKeys ? 'Turn single-letter keys off' : 'Turn single-letter keys on', group: 'General', icon: Keyboard, run: () => prefer({ letterKeys: !letterKeys }) },
    { id: 'licences', title: 'Licences of what is in it', group: 'General', icon: Scale, keywords: 'about third party terms', run: () => void window.open('/licences.txt', '_blank', 'noopener') },
    { id: 'lock', title: 'Lock this page', group: 'General', icon: Lock, keywords: 'token sign out', run: () => lock(null) },
  ])
}
