import { useEffect } from 'react'
import { openList, setHolding } from '#renderer/state/lists.ts'
import { useStore } from '#renderer/state/store.ts'

const PAGE = 100

/** What an inbox received, newest first, as it comes in. */
export function useCaptures(inboxId: string, holding: boolean) {
  const open = useStore((state) => state.lists.capture)
  const key = `captures ${inboxId}`
  useEffect(() => {
    openList({
      kind: 'capture',
      key,
      belongs: (capture) => capture.inboxId === inboxId,
      read: (client, cursor, signal) => client.call('listCaptures', { params: { id: inboxId }, query: { limit: PAGE, cursor }, signal }),
    })
  }, [key, inboxId])
  useEffect(() => setHolding('capture', holding), [holding])
  const mine = open.key === key
  return { ...open, ready: mine && open.ready, error: mine ? open.error : null }
}
