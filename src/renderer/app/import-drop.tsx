import { FileDown } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { importFile } from '#renderer/state/import-file.ts'
import { isOpenapi, takeOpenapiFile } from '#renderer/state/openapi-file.ts'
import { isScenario, openScenario } from '#renderer/state/scenario.ts'
import { notifyProblem, notifyWarning } from '#renderer/ui/notify.ts'
import styles from './import.module.css'

/** A file may be dropped anywhere on the window. Without this the browser would open it in the page's place. */
export function ImportDrop() {
  const [over, setOver] = useState(false)
  const [, go] = useLocation()
  const makeProvider = useCallback(
    (file: File) => {
      takeOpenapiFile(file)
      go('/providers?new=')
    },
    [go],
  )
  const take = useCallback(
    async (file: File) => {
      if (await isOpenapi(file)) return makeProvider(file)
      if (!(await isScenario(file))) return importFile(file)
      openScenario(await file.text())
      go('/scenarios')
    },
    [go, makeProvider],
  )
  useEffect(() => {
    const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent) => {
      if (!carriesFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    // Leaving an element for one inside it is no leaving of the window.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!carriesFile(event)) return
      event.preventDefault()
      const [file, ...others] = event.dataTransfer?.files ?? []
      if (file) void take(file).catch(notifyProblem)
      if (others.length > 0) notifyWarning(`One file at a time: ${file?.name} is looked at. The command line takes many: hookwright capture import FILE…`)
    }
    window.addEventListener('dragenter', drag)
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', drag)
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [take])
  if (!over) return null
  return (
    <div className={styles.drop}>
      <div className={styles.target}>
        <FileDown size={28} aria-hidden />
        <strong>Drop it to import it</strong>
        <span>A bundle, HAR, JSON Lines, curl commands, an .http file, or an export of webhook-tester, webhook.site or ngrok; an OpenAPI document becomes a provider, a scenario is opened</span>
      </div>
    </div>
  )
}
