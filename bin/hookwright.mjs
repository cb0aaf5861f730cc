#!/usr/bin/env node
/**
 * The `hookwright` command. Sees to it that a Node that is new enough runs the built program, and nothing else.
 * Kept in the syntax of Node 12, so that an old Node can be told what is missing.
 */
import { existsSync } from 'fs'
import { fileURLToPath, pathToFileURL } from 'url'
import { NEEDED, atLeast, endWithLauncher, findNewerNode, runInPlace } from './newer-node.mjs'

const program = fileURLToPath(new URL('../out/main/cli.js', import.meta.url))

function refuse(sentence) {
  console.error(`hookwright: ${sentence}`)
  process.exitCode = 2
}

if (!existsSync(program)) {
  refuse('it is not built yet; run "npm start" once, or "npm run build".')
} else if (atLeast(process.version, NEEDED)) {
  endWithLauncher()
  import(pathToFileURL(program).href)
} else {
  const newer = findNewerNode(import.meta.url)
  if (!newer) {
    refuse(`it needs Node ${NEEDED} or newer and this is ${process.version}; install a newer Node, or "npm install node@24" beside it.`)
  } else {
    runInPlace(newer, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2))).then(
      (code) => process.exit(code),
      (error) => refuse(`the newer Node at ${newer} cannot be started: ${error.message}`),
    )
  }
}
