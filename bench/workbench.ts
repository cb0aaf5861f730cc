/** How soon a test has a Hookwright of its own, after the first in its process: started, and set back. */
import { median, type Bench } from './parts/figures.ts'

const ROUNDS = 20
const READY_MS = 300
/** As it is published: built, and by its path, as its types are not built here. */
const MODULE = new URL('../out/main/testing.js', import.meta.url)

interface Workbench {
  reset(): Promise<void>
  close(): Promise<void>
}

export const workbench: Bench = {
  name: 'workbench',
  async run(say) {
    const { startHookwright } = (await import(MODULE.href)) as { startHookwright: () => Promise<Workbench> }
    const starts: number[] = []
    const resets: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const begun = performance.now()
      const hw = await startHookwright()
      const started = performance.now()
      await hw.reset()
      const reset = performance.now()
      await hw.close()
      say(`workbench: ready in ${Math.round(started - begun)} ms, set back in ${Math.round(reset - started)} ms`)
      if (round === 0) continue
      starts.push(started - begun)
      resets.push(reset - started)
    }
    return [
      { what: 'workbench: ready, after the first', unit: 'ms', ours: starts, target: { text: `< ${READY_MS} ms`, met: median(starts) < READY_MS } },
      { what: 'workbench: reset', unit: 'ms', ours: resets },
    ]
  },
}
