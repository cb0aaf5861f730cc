import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

/** What the room shows: `/trigger/<provider>/fire/<trigger>`, `.../edit/<kind>/<id>`, `.../new/<kind>`; `?registration=` aims at one. */
export interface Place {
  readonly provider: string | null
  readonly trigger: string | null
  readonly kind: string | null
  /** Id of the document that is edited; null for a new one. */
  readonly id: string | null
}

const part = (text: string | undefined): string | null => {
  if (text === undefined || text === '') return null
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function placeOf(path: string): Place {
  const [, , provider, mode, first, ...rest] = path.split('/')
  const second = rest.length > 0 ? rest.join('/') : undefined
  return {
    provider: part(provider),
    trigger: mode === 'fire' ? part(first) : null,
    kind: mode === 'edit' || mode === 'new' ? part(first) : null,
    id: mode === 'edit' ? part(second) : null,
  }
}

const written = (...parts: string[]): string => `/trigger/${parts.map(encodeURIComponent).join('/')}`

export function useAddress() {
  const [path, go] = useLocation()
  const search = useSearch()
  const place = useMemo(() => placeOf(path), [path])
  return {
    ...place,
    registration: new URLSearchParams(search).get('registration'),
    provide: (provider: string) => go(written(provider)),
    fire: (provider: string, trigger: string) => go(written(provider, 'fire', trigger)),
    edit: (provider: string, kind: string, id: string) => go(written(provider, 'edit', kind, id)),
    create: (provider: string, kind: string) => go(written(provider, 'new', kind)),
  }
}

export type Address = ReturnType<typeof useAddress>
