import { config } from 'zod'

/**
 * The page's content security policy forbids compiling text to code, and the schema library would try it when the contract is loaded:
 * harmless, but reported as a violation. Imported before everything else.
 */
config({ jitless: true })
