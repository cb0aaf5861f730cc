import { useLocation, useSearch } from 'wouter'

/** `/providers/<file>`; `/providers?new` and `/providers?new=<file to begin with>` make one. */
export function useAddress() {
  const [path, go] = useLocation()
  const given = new URLSearchParams(useSearch())
  const [, , name = ''] = path.split('/')
  return {
    name: name === '' ? null : decodeURIComponent(name),
    /** The file that a new one begins as; empty: as a template. Null: none is being made. */
    making: given.get('new'),
    open: (file: string) => go(`/providers/${encodeURIComponent(file)}`),
    make: (like = '') => go(`/providers?new=${encodeURIComponent(like)}`),
    close: () => go('/providers'),
  }
}

export type Address = ReturnType<typeof useAddress>
