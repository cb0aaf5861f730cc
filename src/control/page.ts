/** Serves the built page. Any path that is not a file of it is the page itself: its routes live in the browser. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '#contract/problem.ts'
import express, { Router } from 'express'

export function createPage(pageDir: string): Router {
  const router = Router()
  const index = join(pageDir, 'index.html')
  // Built files carry a hash in their name: the page alone must be asked for anew.
  router.use('/assets', express.static(join(pageDir, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: true }))
  router.use(express.static(pageDir, { index: false, dotfiles: 'ignore', setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache') }))
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    if (request.path.startsWith('/assets/') || request.path.startsWith('/api/')) return next()
    if (!existsSync(index)) throw new ProblemError('not_found', 'The page is not built here: run "npm run build". The API under /api/v1 works without it.')
    response.set('Cache-Control', 'no-store').sendFile(index, { cacheControl: false })
  })
  return router
}
