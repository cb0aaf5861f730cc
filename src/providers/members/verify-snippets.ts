/** Verifying by hand, in each language with its own library alone; the tests run those of JavaScript and Python. */

export const VERIFY_NODE = `// Usage: node verify.mjs < body.json
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { message } = JSON.parse(readFileSync(0, 'utf8'))
const text = Buffer.from(message.data, 'base64').toString('utf8')
const expected = createHmac('sha256', '{secret}').update(text).digest()
const given = Buffer.from(message.attributes.hash, 'base64')
const genuine = given.length === expected.length && timingSafeEqual(given, expected)
console.log(genuine ? text : 'The hash is wrong.')
process.exitCode = genuine ? 0 : 1
`

export const VERIFY_PYTHON = `# Usage: python3 verify.py < body.json
import base64, hashlib, hmac, json, sys

message = json.load(sys.stdin.buffer)["message"]
text = base64.b64decode(message["data"])
expected = base64.b64encode(hmac.new("{secret}".encode(), text, hashlib.sha256).digest()).decode()
genuine = hmac.compare_digest(expected, message["attributes"]["hash"])
print(text.decode() if genuine else "The hash is wrong.")
sys.exit(0 if genuine else 1)
`

export const VERIFY_CSHARP = `// Usage: dotnet run < body.json
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using var body = JsonDocument.Parse(Console.In.ReadToEnd());
var message = body.RootElement.GetProperty("message");
var text = message.GetProperty("data").GetBytesFromBase64();
var given = message.GetProperty("attributes").GetProperty("hash").GetBytesFromBase64();
var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("{secret}"), text);
var genuine = CryptographicOperations.FixedTimeEquals(given, expected);
Console.WriteLine(genuine ? Encoding.UTF8.GetString(text) : "The hash is wrong.");
return genuine ? 0 : 1;
`

export const VERIFY_GO = `// Usage: go run verify.go < body.json
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	var body struct {
		Message struct {
			Data       []byte
			Attributes struct{ Hash string }
		}
	}
	if err := json.NewDecoder(os.Stdin).Decode(&body); err != nil {
		panic(err)
	}
	mac := hmac.New(sha256.New, []byte("{secret}"))
	mac.Write(body.Message.Data)
	expected := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if !hmac.Equal([]byte(expected), []byte(body.Message.Attributes.Hash)) {
		fmt.Println("The hash is wrong.")
		os.Exit(1)
	}
	fmt.Println(string(body.Message.Data))
}
`

export const VERIFY_JAVA = `// Usage: java Verify.java < body.json
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Verify {
  // Java has no JSON of its own, and neither value has anything in it that JSON would escape.
  static String valueOf(String body, String name) {
    Matcher found = Pattern.compile("\\"" + name + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"").matcher(body);
    return found.find() ? found.group(1) : "";
  }

  public static void main(String[] args) throws Exception {
    String body = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    byte[] text = Base64.getDecoder().decode(valueOf(body, "data"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("{secret}".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected = Base64.getEncoder().encodeToString(mac.doFinal(text));
    boolean genuine = MessageDigest.isEqual(expected.getBytes(), valueOf(body, "hash").getBytes());
    System.out.write(genuine ? text : "The hash is wrong.".getBytes());
    System.out.println();
    System.exit(genuine ? 0 : 1);
  }
}
`

export const VERIFY_PHP = `<?php
// Usage: php verify.php < body.json
$message = json_decode(file_get_contents('php://stdin'), true)['message'];
$text = base64_decode($message['data']);
$expected = base64_encode(hash_hmac('sha256', $text, '{secret}', true));
$genuine = hash_equals($expected, $message['attributes']['hash']);
echo $genuine ? $text : 'The hash is wrong.', "\\n";
exit($genuine ? 0 : 1);
`
