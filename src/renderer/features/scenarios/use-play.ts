import { useEffect, useRef, useState } from 'react'
import type { ScenarioReport } from '#contract/scenario.ts'
import { useStore } from '#renderer/state/store.ts'

export interface Play {
  readonly report: ScenarioReport | null
  readonly playing: boolean
  readonly error: unknown
  readonly start: (text: string, variables: Readonly<Record<string, string>>) => void
  readonly stop: () => void
}

/** Plays a text, which can be stopped; leaving the room stops it too. */
export function usePlay(): Play {
  const client = useStore((state) => state.connection.client)
  const [state, setState] = useState<Pick<Play, 'report' | 'playing' | 'error'>>({ report: null, playing: false, error: null })
  const going = useRef<AbortController | null>(null)
  useEffect(() => () => going.current?.abort(), [])

  async function play(text: string, variables: Readonly<Record<string, string>>): Promise<void> {
    if (!client || going.current) return
    const mine = new AbortController()
    going.current = mine
    setState({ report: null, playing: true, error: null })
    try {
      const report = await client.call('playScenario', { body: { text, variables }, signal: mine.signal })
      setState({ report, playing: false, error: null })
    } catch (error) {
      setState({ report: null, playing: false, error: mine.signal.aborted ? null : error })
    } finally {
      going.current = null
    }
  }
  return { ...state, start: (text, variables) => void play(text, variables), stop: () => going.current?.abort() }
}
