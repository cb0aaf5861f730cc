/** Whether the secrets of the workspace are encrypted where they are stored, and the change of that. */
import { ProblemError } from '#contract/problem.ts'
import type { Sealing } from '#contract/sealing.ts'
import type { Store } from './store/open.ts'

export function createSealingDesk({ seal, write }: Pick<Store, 'seal' | 'write'>) {
  const get = (): Sealing => ({ sealed: seal.on, available: seal.available })
  return {
    get,
    /** @throws `ProblemError('conflict')` where there is no key. */
    change(sealed: boolean): Sealing {
      if (sealed && !seal.available) throw new ProblemError('conflict', 'There is no key to encrypt secrets with: the desktop app has one, where the system has a key store.')
      if (sealed !== seal.on) seal.turn(sealed, write)
      return get()
    },
  }
}
