// `npm run package [-- directory]`: builds what is stale, the types and the bill of materials, and packs what would be published; prints where it is.
// npm's own `npm pack` would run nothing of this: the project lets no package run scripts, and so none of its own either.
import { resolve } from 'node:path'
import { begin } from './setup/entry.mjs'

begin(async () => {
  const [{ setUp }, { quietly }, { pack }] = await Promise.all([import('./setup/set-up.mjs'), import('./setup/quietly.mjs'), import('./package/pack.mjs')])
  return {
    async main([directory = '.']) {
      const { node } = await setUp()
      console.log(await pack({ node, quietly, directory: resolve(directory) }))
    },
  }
})
