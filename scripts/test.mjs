/** `npm test [-- gates|unit|desktop|e2e ...]`: sets up what is missing, then runs everything that CI runs, or the named parts of it. */
import { begin } from './setup/entry.mjs'

begin(() => import('./test/test.mjs'))
