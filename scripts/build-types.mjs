// Writes out/main/testing.d.ts: all that an editor needs of `hookwright/testing`, in one file beside the built module.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateDtsBundle } from 'dts-bundle-generator'
import { ROOT } from './setup/quietly.mjs'

const log = console.log
// It tells each of its steps; what it finds wrong, it throws.
console.log = console.warn = () => undefined
const [text] = generateDtsBundle(
  [{ filePath: join(ROOT, 'src/testing/index.ts'), output: { exportReferencedTypes: false, noBanner: true } }],
  { preferredConfigPath: join(ROOT, 'tsconfig.testing.json') },
)
console.log = log
writeFileSync(join(ROOT, 'out/main/testing.d.ts'), text)
