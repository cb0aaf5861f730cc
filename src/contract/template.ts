/**
 * The one template language of provider files: text with `{name}` placeholders. `{{` and `}}` are the braces themselves.
 * There is nothing else in it: no expressions, no code.
 */
export type Template = readonly ({ readonly text: string } | { readonly name: string })[]

/** What is wrong with a template, as a sentence without its end. */
export class TemplateFault extends Error {}

/** @throws TemplateFault for a brace that is neither doubled nor part of a placeholder. */
export function parseTemplate(source: string): Template {
  const parts: ({ text: string } | { name: string })[] = []
  const literal = (text: string): void => {
    const last = parts.at(-1)
    if (last && 'text' in last) last.text += text
    else parts.push({ text })
  }
  for (const [token, name] of source.matchAll(/\{\{|\}\}|\{([A-Za-z][\w.-]*)\}|[{}]|[^{}]+/g)) {
    if (name !== undefined) parts.push({ name })
    else if (token === '{{' || token === '}}') literal(token.charAt(0))
    else if (token === '{' || token === '}') throw new TemplateFault(`"${token}" stands alone: a placeholder is {name}, and a brace itself is written twice, "${token}${token}"`)
    else literal(token)
  }
  return parts
}

export const placeholdersOf = (template: Template): string[] => template.flatMap((part) => ('name' in part ? [part.name] : []))

export const fillTemplate = (template: Template, value: (name: string) => string): string =>
  template.map((part) => ('name' in part ? value(part.name) : part.text)).join('')

/**
 * What the placeholders must have been for `text` to come out, each as short as the text after it allows; undefined: it cannot have.
 * Never goes back on a choice, so that hostile text costs no more than its length.
 */
export function matchTemplate(template: Template, text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>()
  let at = 0
  let open: string | undefined
  for (const part of template) {
    if ('name' in part) {
      open = part.name
      continue
    }
    const next = open === undefined ? (text.startsWith(part.text, at) ? at : -1) : text.indexOf(part.text, at)
    if (next < 0) return undefined
    if (open !== undefined) found.set(open, text.slice(at, next))
    open = undefined
    at = next + part.text.length
  }
  if (open !== undefined) return found.set(open, text.slice(at))
  return at === text.length ? found : undefined
}
