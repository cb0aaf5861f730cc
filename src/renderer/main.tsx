import './no-eval.ts'
import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './ui/mantine.ts'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { openSession } from './state/session.ts'
import { takeToken } from './state/token.ts'

const token = takeToken(window.location, window.history, window.localStorage)
if (token !== null) openSession(token)
// The link opened where the page is already: the browser changes the fragment and loads nothing.
window.addEventListener('hashchange', () => {
  if (!window.location.hash.includes('token=')) return
  const given = takeToken(window.location, window.history, window.localStorage)
  if (given !== null) openSession(given)
})

const place = document.getElementById('page')
if (!place) throw new Error('the page has no place to draw on')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
