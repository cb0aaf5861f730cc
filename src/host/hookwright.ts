import type { Ready } from '#contract/ready.ts'
import type { HostConfig } from './config.ts'

/** One that runs. */
export interface Hookwright {
  readonly ready: Ready
  /** Ids of the registrations that its configuration names, by their names there. */
  registrations(): Readonly<Record<string, string>>
  /**
   * Copies the workspace as it is now into a directory that does not exist yet, from which another can be started.
   * @throws ProblemError when it can't be written.
   */
  snapshot(directory: string): void
  /** Drains, stops and closes everything; later calls wait for the first. */
  close(): Promise<void>
}

/** @throws StartError with one sentence; nothing is left open then. */
export type Start = (config: HostConfig) => Promise<Hookwright>
