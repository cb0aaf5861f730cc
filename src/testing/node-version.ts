/** The oldest Node that the engine and its database run on; `bin/newer-node.mjs` says the same for the command. */
export const NEEDED = '22.19.0'

/** @throws Error with one sentence when `version` ("22.3.0") is older than what is needed. */
export function checkNode(version = process.versions.node): void {
  const have = version.split('.').map(Number)
  for (const [i, want] of NEEDED.split('.').map(Number).entries()) {
    const part = have[i] ?? 0
    if (part > want) return
    if (part < want) throw new Error(`hookwright/testing needs Node ${NEEDED} or newer, and this is ${version}: run the tests with a newer Node, or use \`npx hookwright serve\` and its API.`)
  }
}
