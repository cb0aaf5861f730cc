import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { ProviderInfo } from '#contract/provider.ts'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import { signingField } from '#renderer/ui/secret.ts'
import { LanguageSelect, Snippet, filled, languageName } from '#renderer/ui/snippet.tsx'
import type { SnippetValues } from '#renderer/ui/snippet.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'

/** The provider's ready code, with the values on screen filled in; the language is remembered. */
export function Snippets({ provider, values }: { provider: ProviderInfo; values: SnippetValues }) {
  const wanted = usePreferences((state) => state.snippetLanguage)
  const titles = [...new Set(provider.snippets.map(({ title }) => title))]
  const [chosen, setChosen] = useState(titles[0] ?? '')
  const fitting = provider.snippets.filter(({ title }) => title === chosen)
  const snippet = fitting.find(({ language }) => language === wanted) ?? fitting[0]
  if (!snippet) return <p className="muted">{provider.title} has no snippets.</p>
  const code = filled(snippet.code, snippet.language, { base: provider.baseUrl, ...values })
  const secret = signingField(provider)
  return (
    <>
      <Toolbar>
        <SegmentedControl aria-label="What for" data={titles} value={chosen} onChange={setChosen} />
        <LanguageSelect languages={fitting.map(({ language }) => language)} value={snippet.language} onChange={(language) => prefer({ snippetLanguage: language })} />
      </Toolbar>
      <Snippet title={snippet.title} language={languageName(snippet.language)} code={code} />
      {secret && !values.secret && code.includes('{secret}') && (
        <p className="muted">
          Put the {secret.label} where {'{secret}'} is{values.secret === null ? ', or reveal it and it is filled in.' : '.'}
        </p>
      )}
    </>
  )
}
