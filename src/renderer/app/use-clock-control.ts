import { Clock, FastForward, Square } from 'lucide-react'
import { useState } from 'react'
import type { ClockAdvanced, ClockState } from '#contract/clock.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyProblem, notifyWarning } from '#renderer/ui/notify.ts'
import { STEPS, openText } from './clock-steps.ts'
import type { Step } from './clock-steps.ts'

export interface ClockControl {
  /** Null while time is not being moved. */
  readonly moving: Step | null
  /** What came of the last movement; null before the first, and during one. */
  readonly moved: ClockAdvanced | null
  readonly move: (step: Step) => void
  /** Time stays where it has got to. */
  readonly stop: () => void
  readonly setMode: (mode: ClockState['mode']) => void
}

/** Moving and switching the clock: one movement at a time, from the status bar, the palette and the keys alike. */
export function useClockControl(mode: ClockState['mode'] | undefined): ClockControl {
  const [under, setUnder] = useState<{ step: Step; stop: AbortController } | null>(null)
  const [moved, setMoved] = useState<ClockAdvanced | null>(null)

  const advance = useAction(async (client, step: Step) => {
    const stop = new AbortController()
    setUnder({ step, stop })
    setMoved(null)
    try {
      const done = await client.call('advanceClock', { body: step.body, signal: stop.signal })
      setMoved(done)
      const open = openText(done)
      if (open !== null) notifyWarning(open)
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      setUnder(null)
    }
  }, notifyProblem)
  const change = useAction(async (client, next: ClockState['mode']) => {
    await client.call('setClock', { body: { mode: next } })
    setMoved(null)
  }, notifyProblem)

  const control: ClockControl = {
    moving: under?.step ?? null,
    moved,
    move: (step) => void advance.run(step),
    stop: () => under?.stop.abort(),
    setMode: (next) => void change.run(next),
  }
  useCommands(commandsOf(control, mode))
  return control
}

function commandsOf({ moving, move, stop, setMode }: ClockControl, mode: ClockState['mode'] | undefined) {
  const group = 'Clock'
  if (mode === undefined) return []
  if (moving) return [{ id: 'clock-stop', title: 'Stop moving time', group, icon: Square, run: stop }]
  if (mode === 'real') return [{ id: 'clock-virtual', title: 'Switch to virtual time', group, icon: Clock, keywords: 'clock stand still', run: () => setMode('virtual') }]
  return [
    ...STEPS.map((step) => ({ id: `clock ${step.label}`, title: step.title, group, keys: step.keys, icon: FastForward, keywords: `clock advance ${step.label}`, run: () => move(step) })),
    { id: 'clock-real', title: 'Switch to real time', group, icon: Clock, keywords: 'clock', run: () => setMode('real') },
  ]
}
