import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

/** `/registrations/reg_1`, `/registrations/new?provider=&url=`, `/registrations/about/<provider>`. */
export function useAddress() {
  const [path, go] = useLocation()
  const search = useSearch()
  const [, , first = '', second = ''] = path.split('/')
  const given = useMemo(() => new URLSearchParams(search), [search])
  const isId = first !== '' && first !== 'new' && first !== 'about'
  return {
    selected: isId ? first : null,
    making: first === 'new',
    about: first === 'about' ? decodeURIComponent(second) : null,
    provider: given.get('provider'),
    url: given.get('url'),
    open: (id: string) => go(`/registrations/${id}`, { replace: isId }),
    make: (provider: string) => go(`/registrations/new?provider=${encodeURIComponent(provider)}`),
    tell: (provider: string) => go(`/registrations/about/${encodeURIComponent(provider)}`),
    close: () => go('/registrations'),
  }
}

export type Address = ReturnType<typeof useAddress>
