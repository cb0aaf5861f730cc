/** `node scripts/setup.mjs [--chromium]`: makes a fresh clone ready to run, and with --chromium to test. Nothing when it already is. */
import { begin } from './setup/entry.mjs'

begin(() => import('./setup/set-up.mjs'))
