// The layer table: a folder under src/ may import itself and what is listed for it. Nothing else.
const LAYERS = {
  contract: [],
  client: ['contract/'],
  providers: ['contract/'],
  engine: ['contract/', 'providers/(provider|registry|custom)\\.ts$'],
  control: ['contract/', 'engine/engine\\.ts$'],
  gateway: ['contract/', 'engine/engine\\.ts$', 'providers/provider\\.ts$'],
  // The one place that knows which providers there are; engine and gateway are handed them.
  host: ['contract/', 'client/(http|play)\\.ts$', 'engine/engine\\.ts$', 'control/', 'gateway/', 'providers/(registry|from-file/(read|openapi|issues|yaml-text))\\.ts$'],
  testing: ['contract/', 'client/', 'host/'],
  cli: ['contract/', 'client/', 'host/'],
  main: ['contract/', 'client/(http|live)\\.ts$', 'host/'],
  preload: ['contract/'],
  renderer: ['contract/', 'client/'],
}
// A third-party package and the only place that may import it.
const OWNERS = {
  electron: '^src/(main|preload)/',
  'react|react-dom|zustand|uplot|@mantine/[^/]+': '^src/renderer/',
  express: '^src/(control|gateway)/',
  'better-sqlite3': '^src/engine/store/',
  'pkijs|asn1js': '^src/engine/tls/issue\\.ts$',
  'json-p3|re2js': '^src/engine/receive/rules\\.ts$',
  'csv-parse': '^src/engine/capture/',
  diff: '^src/engine/diff/',
  'commander|open|@bomb\\.sh/tab': '^src/cli/',
  'pino|env-paths': '^src/host/',
  '@faker-js/faker|@cfworker/json-schema|yaml': '^src/providers/',
  chokidar: '^src/host/',
}
const TEST = '\\.test\\.tsx?$'

const anyOf = (layers) => `^src/(${layers.join('|')})/`
const forbid = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).map(([layer, allowed]) =>
      forbid(`layer-${layer}`, { path: anyOf([layer]) }, { path: '^src/', pathNot: [anyOf([layer]), ...allowed.map((place) => `^src/${place}`)] })),
    forbid('known-layer', { path: '^src/', pathNot: anyOf(Object.keys(LAYERS)) }, {}),
    ...Object.entries(OWNERS).map(([pkg, owner]) =>
      forbid(`owner-of-${pkg.split('|')[0]}`, { path: '^src/', pathNot: owner }, { path: `^(${pkg})(/|$)|node_modules/(@types/)?(${pkg})/` })),
    forbid('contract-needs-zod-alone', { path: '^src/contract/', pathNot: TEST }, { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional'], pathNot: 'node_modules/zod/' }),
    forbid('no-node-in-browser-code', { path: anyOf(['contract', 'client', 'renderer', 'preload']), pathNot: TEST }, { dependencyTypes: ['core'] }),
    forbid('providers-are-pure', { path: '^src/providers/', pathNot: TEST }, { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' }),
    forbid('engine-runs-outside-electron-main', { path: '^src/main/', pathNot: '^src/main/engine-process\\.ts$' }, { path: '^src/host/' }),
    forbid('providers-do-not-know-each-other', { path: '^src/providers/([^/]+)/' }, { path: '^src/providers/([^/]+)/', pathNot: '^src/providers/$1/' }),
    forbid('features-do-not-know-each-other', { path: '^src/renderer/features/([^/]+)/' }, { path: '^src/renderer/features/([^/]+)/', pathNot: '^src/renderer/features/$1/' }),
    forbid('ui-is-a-leaf', { path: '^src/renderer/ui/' }, { path: '^src/renderer/(features|state|app)/' }),
    forbid('store-is-a-leaf', { path: '^src/engine/store/' }, { path: '^src/engine/(deliver|receive)/' }),
    forbid('deliver-and-receive-are-separate', { path: '^src/engine/(deliver|receive)/' }, { path: '^src/engine/(deliver|receive)/', pathNot: '^src/engine/$1/' }),
    forbid('layers-meet-by-name', { path: '^src/([^/]+)/' }, { path: '^src/', pathNot: '^src/$1/', dependencyTypesNot: ['aliased-subpath-import'] }),
    forbid('product-does-not-need-tests', { path: '^(src|bin)/', pathNot: TEST }, { path: ['^(test|bench|scripts)/', TEST, 'node_modules/(vitest|fast-check|@playwright)/'] }),
    forbid('no-cycles', {}, { circular: true }),
    forbid('resolvable', {}, { couldNotResolve: true, pathNot: '\\?' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|\\.tsc|\\.cache)/' },
    tsPreCompilationDeps: true, // so `import type` counts too
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'], conditionNames: ['import', 'require', 'node', 'default'], exportsFields: ['exports'] },
  },
}
