/** Files of captures, in and out, as the API has them. */
import type { Parsed } from '#contract/api.ts'
import type { ImportReport } from '#contract/capture-file.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/open.ts'
import { exportCaptures } from './export.ts'
import { importCaptures, type ImportDeps } from './import.ts'

export interface CaptureFilesDeps {
  readonly store: Store
  readonly clock: Clock
  readonly checkInbox: ImportDeps['checkInbox']
  /** Origin of the inbox listener; null while it is down. */
  readonly base: () => string | null
}

/** @throws (both) what `importCaptures` and `exportCaptures` throw. */
export function createCaptureFiles({ store, clock, checkInbox, base }: CaptureFilesDeps) {
  return {
    import: (file: Buffer, query: Parsed<'importCaptures'>['query']): Promise<ImportReport> => importCaptures({ store, clock, checkInbox }, file, query),
    /** @param version of the program, for the file to say. */
    export: (what: Parsed<'exportCaptures'>['body'], version: string): AsyncIterable<string | Uint8Array> => exportCaptures({ store, now: clock.now(), version, base: base() }, what),
  }
}
