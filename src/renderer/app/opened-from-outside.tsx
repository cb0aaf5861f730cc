import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Opened } from '#contract/desktop.ts'
import { desktop } from '#renderer/state/desktop.ts'
import { importFile } from '#renderer/state/import-file.ts'
import { notifyProblem, notifyWarning } from '#renderer/ui/notify.ts'

/** Shows what the system, a menu or a notification wants shown, where there is a shell that hands it over. */
export function OpenedFromOutside() {
  const [, go] = useLocation()
  const show = useRef((_opened: Opened): void => undefined)
  useEffect(() => {
    show.current = (opened) => {
      if (opened.kind === 'place') go(opened.path)
      else if (opened.kind === 'notice') notifyWarning(opened.message)
      else importFile(new File([opened.bytes], opened.name))
    }
  })
  useEffect(() => {
    const { takeOpened, onOpened } = desktop()
    if (!takeOpened || !onOpened) return
    const take = () => void takeOpened().then((all) => all.forEach((opened) => show.current(opened)), notifyProblem)
    const stop = onOpened(take)
    // What came before there was a page.
    take()
    return stop
  }, [])
  return null
}
