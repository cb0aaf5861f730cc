import { useLocation } from 'wouter'

/** `/inboxes/<name>` and `/inboxes/<name>/<capture>`; `/inboxes?new` makes one: `new` could be a name. */
export function useAddress() {
  const [path, go] = useLocation()
  const [, , name = '', capture = ''] = path.split('/')
  return {
    name: name === '' ? null : name,
    capture: capture === '' ? null : capture,
    choose: (inbox: string) => go(`/inboxes/${inbox}`),
    /** Moving from one to the next is not worth a step back each; opening and closing is. */
    open: (inbox: string, id: string) => go(`/inboxes/${inbox}/${id}`, { replace: capture !== '' }),
    close: (inbox: string) => go(`/inboxes/${inbox}`),
    make: () => go('/inboxes?new'),
    leave: () => go('/inboxes'),
  }
}

export type Address = ReturnType<typeof useAddress>
