import { useState } from 'react'
import type { JsonObject } from '#contract/common.ts'
import type { Registration } from '#contract/registration.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'

export interface Revealed {
  /** The settings with their secrets; null until they are asked for. */
  readonly settings: JsonObject | null
  readonly asked: boolean
  readonly busy: boolean
  readonly error: unknown
  readonly show: (show: boolean) => void
}

/** A registration's secrets, read only when somebody asks, and forgotten with the screen. */
export function useRevealed(registration: Registration): Revealed {
  const [asked, setAsked] = useState(false)
  const { id } = registration
  const { data, error, loading } = useLoaded(asked ? `secrets ${id}` : null, (client, signal) => client.call('getRegistration', { params: { id }, query: { reveal: 'true' }, signal }), { kind: 'registration', id })
  return { settings: asked ? (data?.settings ?? null) : null, asked, busy: loading && data === undefined, error, show: setAsked }
}
