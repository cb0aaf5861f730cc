import type { Body } from '#contract/common.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import { bytesOf, textOf } from '#renderer/ui/bytes.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { LanguageSelect, Snippet, filled, languageName } from '#renderer/ui/snippet.tsx'
import type { SnippetValues } from '#renderer/ui/snippet.tsx'
import styles from './deliveries.module.css'

/** The provider's snippets that verify, each in its languages; the language is remembered. */
export function VerifySnippets({ provider, values, body }: { provider: ProviderInfo; values: SnippetValues; body: Body }) {
  const wanted = usePreferences((state) => state.snippetLanguage)
  const verifying = provider.snippets.filter((snippet) => /verify/i.test(snippet.title))
  const languages = [...new Set(verifying.map((snippet) => snippet.language))]
  const language = languages.includes(wanted) ? wanted : languages[0]
  if (language === undefined) return null
  return (
    <Section
      title="Verify it yourself"
      aside={<LanguageSelect languages={languages} value={language} onChange={(value) => prefer({ snippetLanguage: value })} />}
    >
      <p className={styles.hint}>
        <span>
          {!values['secret'] && 'Put the secret where {secret} is, or reveal it above. '}
          {body.truncated ? 'This body is too big to copy from here.' : 'Feed it the body of this request:'}
        </span>
        {!body.truncated && <CopyButton value={textOf(bytesOf(body.base64))} label="Copy the body" size={12} />}
      </p>
      <div className={styles.snippets}>
        {verifying
          .filter((snippet) => snippet.language === language)
          .map((snippet, at) => (
            <Snippet key={at} title={snippet.title} language={languageName(language)} code={filled(snippet.code, snippet.language, values)} />
          ))}
      </div>
    </Section>
  )
}
