import { buildWhatIsStale } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { installDependencies, newerNode } from './dependencies.mjs'
import { alone } from './lock.mjs'

/** Dependencies, a newer Node, the build, and when asked for a Chromium. Resolves with the paths of the last two programs. */
export function setUp({ build = true, chromium = false } = {}) {
  return alone(async () => {
    await installDependencies()
    const node = await newerNode()
    if (build) await buildWhatIsStale(node)
    return { node, chromium: chromium ? await findChromium() : undefined }
  })
}

export async function main(args) {
  await setUp({ chromium: args.includes('--chromium') })
  return 0
}
