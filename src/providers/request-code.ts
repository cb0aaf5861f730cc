/**
 * One request of a provider's API, written in seven languages with nothing but their own libraries. `{name}` in a text stands for a value
 * on screen and may stand anywhere in it: each text is one string literal, and the page writes a value so that it stays one.
 */
import type { z } from 'zod'
import type { Json, JsonObject } from '#contract/common.ts'
import type { ProviderInfo } from '#contract/provider.ts'

export interface RequestToWrite {
  readonly method: string
  /** With `{base}` in front. */
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: JsonObject
  /** What a reader should know; one line. */
  readonly note?: string
}

const TYPE = ['Content-Type', 'application/json'] as const
const note = (mark: string, { note }: RequestToWrite): string => (note === undefined ? '' : `${mark} ${note}\n`)

/** Inside of single or double quotes; what it holds is the author's, without any. */
const single = (text: string): string => `'${text}'`
const double = (text: string): string => `"${text}"`

function written(value: z.infer<typeof Json>, how: { readonly text: (text: string) => string; readonly object: (entries: readonly (readonly [string, string])[]) => string; readonly list: (items: readonly string[]) => string }): string {
  if (typeof value === 'string') return how.text(value)
  if (Array.isArray(value)) return how.list(value.map((item) => written(item, how)))
  if (value !== null && typeof value === 'object') return how.object(Object.entries(value).map(([key, item]) => [key, written(item, how)] as const))
  return String(value)
}
const braces = (entries: readonly (readonly [string, string])[], quote: (key: string) => string): string => (entries.length === 0 ? '{}' : `{ ${entries.map(([key, text]) => `${quote(key)}: ${text}`).join(', ')} }`)
const brackets = (items: readonly string[]): string => `[${items.join(', ')}]`

const json = (body: JsonObject): string => written(body, { text: double, object: (entries) => (entries.length === 0 ? '{}' : `{${entries.map(([key, text]) => `"${key}": ${text}`).join(', ')}}`), list: brackets })

const shell = (it: RequestToWrite): string =>
  `${note('#', it)}curl -i -X ${it.method} '${it.url}' \\\n${[...it.headers, TYPE].map(([name, value]) => `  -H '${name}: ${value}' \\\n`).join('')}  -d '${json(it.body)}'\n`

const javascript = (it: RequestToWrite): string => {
  const body = written(it.body, { text: single, object: (entries) => braces(entries, (key) => (/^\w+$/.test(key) ? key : single(key))), list: brackets })
  return `${note('//', it)}const response = await fetch('${it.url}', {
  method: '${it.method}',
  headers: { ${[...it.headers, TYPE].map(([name, value]) => `'${name}': '${value}'`).join(', ')} },
  body: JSON.stringify(${body}),
})
console.log(response.status, await response.text())
`
}

const python = (it: RequestToWrite): string => `${note('#', it)}import json, urllib.request

request = urllib.request.Request(
    "${it.url}",
    method="${it.method}",
    headers={${[...it.headers, TYPE].map(([name, value]) => `"${name}": "${value}"`).join(', ')}},
    data=json.dumps(${written(it.body, { text: double, object: (entries) => braces(entries, double).replace('{ ', '{').replace(/ }$/, '}'), list: brackets })}).encode(),
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`

const csharp = (it: RequestToWrite): string => {
  const body = written(it.body, {
    text: double,
    object: (entries) => (entries.length === 0 ? 'new { }' : `new { ${entries.map(([key, text]) => `${key} = ${text}`).join(', ')} }`),
    list: (items) => `new[] { ${items.join(', ')} }`,
  })
  return `${note('//', it)}using System.Net.Http.Json;

using var client = new HttpClient();
using var request = new HttpRequestMessage(new HttpMethod("${it.method}"), "${it.url}") { Content = JsonContent.Create(${body}) };
${it.headers.map(([name, value]) => `request.Headers.TryAddWithoutValidation("${name}", "${value}");\n`).join('')}using var response = await client.SendAsync(request);
Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
`
}

const go = (it: RequestToWrite): string => {
  const body = written(it.body, {
    text: double,
    object: (entries) => `map[string]any{${entries.map(([key, text]) => `"${key}": ${text}`).join(', ')}}`,
    list: (items) => `[]any{${items.join(', ')}}`,
  })
  return `${note('//', it)}package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

func main() {
	body, _ := json.Marshal(${body})
	request, _ := http.NewRequest("${it.method}", "${it.url}", bytes.NewReader(body))
${[...it.headers, TYPE].map(([name, value]) => `\trequest.Header.Set("${name}", "${value}")\n`).join('')}	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	fmt.Println(response.StatusCode, string(text))
}
`
}

/** Java has no JSON of its own: the body is text. */
const java = (it: RequestToWrite): string => `${note('//', it)}import java.net.URI;
import java.net.http.*;

public class Register {
  public static void main(String[] args) throws Exception {
    var body = "${json(it.body).replaceAll('"', '\\"')}";
    var request = HttpRequest.newBuilder(URI.create("${it.url}"))
${[...it.headers, TYPE].map(([name, value]) => `        .header("${name}", "${value}")\n`).join('')}        .method("${it.method}", HttpRequest.BodyPublishers.ofString(body))
        .build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.statusCode() + " " + response.body());
  }
}
`

const php = (it: RequestToWrite): string => {
  const body = written(it.body, {
    text: single,
    object: (entries) => (entries.length === 0 ? '(object) []' : `[${entries.map(([key, text]) => `'${key}' => ${text}`).join(', ')}]`),
    list: brackets,
  })
  return `<?php
${note('//', it)}$response = file_get_contents('${it.url}', false, stream_context_create(['http' => [
  'method' => '${it.method}',
  'header' => [${[...it.headers, TYPE].map(([name, value]) => `'${name}: ${value}'`).join(', ')}],
  'content' => json_encode(${body}),
  'ignore_errors' => true,
]]));
echo $http_response_header[0], "\\n", $response, "\\n";
`
}

const LANGUAGES = { shell, javascript, python, csharp, go, java, php } as const

/** The same request in every language, under one title. */
export const inEveryLanguage = (title: string, request: RequestToWrite): ProviderInfo['snippets'] =>
  Object.entries(LANGUAGES).map(([language, write]) => ({ title, language, code: write(request) }))
