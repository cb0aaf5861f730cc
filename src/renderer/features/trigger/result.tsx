import { useNow } from '#renderer/state/clock.ts'
import type { FollowedState } from '#renderer/state/use-followed.ts'
import { FiredView } from '#renderer/ui/fired-view.tsx'

/** What came of the last firing. Apart, because it is drawn anew every second, and what is around it need not be. */
export function Result({ followed, forget }: Pick<FollowedState, 'followed' | 'forget'>) {
  const now = useNow()
  return followed && <FiredView {...followed} now={now} onClose={forget} />
}
