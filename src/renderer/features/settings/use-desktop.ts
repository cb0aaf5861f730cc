import { useEffect, useState } from 'react'
import type { DesktopChange } from '#contract/desktop-options.ts'
import type { DesktopState } from '#contract/desktop.ts'
import { desktop } from '#renderer/state/desktop.ts'

/** How the desktop app stands, and the ways to change that; `state` is undefined while it is being read. Null where there is no such app. */
export function useDesktop() {
  const { getDesktop, changeDesktop, checkForUpdates } = desktop()
  const [state, setState] = useState<DesktopState>()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    getDesktop?.().then(setState, setError)
  }, [getDesktop])
  if (!getDesktop || !changeDesktop || !checkForUpdates) return null

  const run = async (act: () => Promise<DesktopState>) => {
    setBusy(true)
    setError(null)
    try {
      setState(await act())
    } catch (failed) {
      setError(failed)
      await getDesktop().then(setState, () => undefined)
    }
    setBusy(false)
  }
  return {
    state,
    error,
    busy,
    /** Shows at once; what is refused is shown as it stands. */
    change: (change: DesktopChange) => {
      setState((before) => before && { ...before, options: { ...before.options, ...change } })
      void run(() => changeDesktop(change))
    },
    check: () => void run(checkForUpdates),
  }
}
