// Writes out/main/testing.d.ts: all that an editor needs of `hookwright/testing`, in one file beside the built module.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateDtsBundle } from 'dts-bundle-generator'
import ts from 'typescript'
import { ROOT } from './setup/quietly.mjs'

/** A type that is written out as often, and is as long, gets a name. */
const OFTEN = 2
const LONG = 120

const log = console.log
// It tells each of its steps; what it finds wrong, it throws.
console.log = console.warn = () => undefined
const [text] = generateDtsBundle(
  [{ filePath: join(ROOT, 'src/testing/index.ts'), output: { exportReferencedTypes: false, noBanner: true } }],
  { preferredConfigPath: join(ROOT, 'tsconfig.testing.json') },
)
console.log = log
writeFileSync(join(ROOT, 'out/main/testing.d.ts'), named(text))

/** The same declarations, with a name for what the compiler has written out wherever it is used: a schema is dozens of times in the table of routes. */
function named(declarations) {
  const source = ts.createSourceFile('testing.d.ts', declarations, ts.ScriptTarget.Latest, true)
  const short = (node) => node.getText(source).replace(/\s+/g, ' ')
  const counts = new Map()
  const names = new Map()
  const hoisted = []
  visit(source, (node) => counts.set(short(node), (counts.get(short(node)) ?? 0) + 1))

  /** Text of a node, what is in it by its name where it has one. */
  function written(node) {
    const inside = []
    ts.forEachChild(node, function look(child) {
      if (!isPlain(child) || (counts.get(short(child)) ?? 0) < OFTEN) return ts.forEachChild(child, look)
      inside.push({ from: child.getStart(source), to: child.end, name: nameOf(child) })
    })
    let at = node.getStart(source)
    const parts = inside.map(({ from, to, name }) => {
      const part = declarations.slice(at, from) + name
      at = to
      return part
    })
    return parts.join('') + declarations.slice(at, node.end)
  }

  function nameOf(node) {
    const key = short(node)
    if (!names.has(key)) {
      names.set(key, `Shape${names.size + 1}`)
      hoisted.push(`type ${names.get(key)} = ${written(node)};`)
    }
    return names.get(key)
  }

  const rest = written(source)
  // How deep it once stood says nothing any more.
  return `${rest}\n${hoisted.join('\n')}\n`.replace(/^\t+/gm, '\t')
}

function visit(node, take) {
  if (isPlain(node)) take(node)
  ts.forEachChild(node, (child) => visit(child, take))
}

/** A long type that means the same wherever it stands: it names no parameter of a declaration around it. */
function isPlain(node) {
  if (!ts.isTypeReferenceNode(node) || node.end - node.pos < LONG) return false
  for (let around = node.parent; around; around = around.parent) if (around.typeParameters?.length > 0) return false
  return /^z\.Zod/.test(node.getText())
}
