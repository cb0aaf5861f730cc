/** `npm start [-- flags of hookwright serve]`: sets up what is missing, then opens the desktop app, or serves its UI for a browser. */
import { begin } from './setup/entry.mjs'

begin(() => import('./start/start.mjs'))
