/** The scenario that is open in this page, and the recording that is under way: kept while the user looks elsewhere. */
import { create } from 'zustand'
import type { Client } from '#client/http.ts'
import type { Call } from '#contract/api.ts'

export interface OpenScenario {
  /** Empty: none is open. */
  readonly text: string
  /** What a recording could not hold, each as a sentence. */
  readonly leftOut: readonly string[]
  /** Values of the environment variables that it names; never stored. */
  readonly variables: Readonly<Record<string, string>>
}

interface State {
  readonly open: OpenScenario
  /** The delivery after which is recorded, null where there was none; undefined: nothing is. */
  readonly recordingAfter: string | null | undefined
}

const NONE: OpenScenario = { text: '', leftOut: [], variables: {} }

export const useScenario = create<State>()(() => ({ open: NONE, recordingAfter: undefined }))

export const openScenario = (text: string, leftOut: readonly string[] = []): void => useScenario.setState({ open: { ...NONE, text, leftOut } })
export const changeScenario = (change: Partial<OpenScenario>): void => useScenario.setState(({ open }) => ({ open: { ...open, ...change } }))
export const closeScenario = (): void => useScenario.setState({ open: NONE })

/** Everything that is delivered from now on. */
export async function beginRecording(client: Client): Promise<void> {
  const { items } = await client.call('listDeliveries', { query: { limit: 1 } })
  useScenario.setState({ recordingAfter: items[0]?.id ?? null })
}

export const dropRecording = (): void => useScenario.setState({ recordingAfter: undefined })

/** Makes a scenario of deliveries, and opens it. @throws `ProblemError` where none fits; a recording then goes on. */
export async function recordScenario(client: Client, which: Call<'recordScenario'>['body']): Promise<void> {
  const { text, leftOut } = await client.call('recordScenario', { body: which })
  openScenario(text, leftOut)
}

export async function endRecording(client: Client): Promise<void> {
  const { recordingAfter } = useScenario.getState()
  if (recordingAfter === undefined) return
  await recordScenario(client, recordingAfter === null ? {} : { after: recordingAfter })
  dropRecording()
}

/** Enough of a file to see what it is. */
const HEAD = 256 * 1024

/** Whether a file looks like a scenario: it has steps, in YAML or JSON. */
export async function isScenario(file: Blob): Promise<boolean> {
  const text = await file.slice(0, HEAD).text()
  return /^(?:steps\s*:|\s*"steps"\s*:\s*\[)/m.test(text) && /^\s*["']?name["']?\s*:/m.test(text)
}
