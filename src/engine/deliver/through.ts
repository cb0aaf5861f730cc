/**
 * What a captured request goes out through: the registration that was named, or one of the carrier for the target, a provider that sends
 * anything as it is. It is made once for each target and stands among the others, so that its deadline and its retries can be changed.
 */
import { ProblemError } from '#contract/problem.ts'
import type { ReplayOptions } from '#contract/replay.ts'
import { notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { RegistrationRow } from '../store/registrations.ts'

export interface ThroughDeps {
  readonly store: Store
  /** Id of the provider that sends anything as it is. */
  readonly carrier: string
  /** Makes a registration as a user would. */
  readonly register: (input: { provider: string; url: string; settings: Record<string, never>; enabled: boolean }) => RegistrationRow
}

export type Through = ReturnType<typeof createThrough>

/** @throws (all of them) `ProblemError`: `not_found`, `invalid`, or what making a registration throws. */
export function createThrough({ store, carrier, register }: ThroughDeps) {
  function named(id: string): RegistrationRow {
    const row = store.registrations.get(rowOf('registration', id) ?? 0)
    if (!row) throw notFound('registration', id)
    return row
  }

  /** Makes nothing. */
  function check(registrationId: string | undefined, { target, resign }: ReplayOptions): void {
    if (registrationId !== undefined) return void named(registrationId)
    if (target === undefined) throw new ProblemError('invalid', 'Say where it goes: a target URL, or a registration.')
    if (resign) throw new ProblemError('invalid', 'Whose key is to sign it? Name a registration, or let resign be false.')
  }

  return {
    check,
    /** With the options that are left: the target of a carrier's registration is its URL. */
    find(registrationId: string | undefined, options: ReplayOptions): { registration: RegistrationRow; options: ReplayOptions } {
      check(registrationId, options)
      if (registrationId !== undefined) return { registration: named(registrationId), options }
      const { target: url = '', ...rest } = options
      const there = store.registrations.ofProvider(carrier).find((row) => row.url === url && row.enabled)
      return { registration: there ?? register({ provider: carrier, url, settings: {}, enabled: true }), options: rest }
    },
  }
}
