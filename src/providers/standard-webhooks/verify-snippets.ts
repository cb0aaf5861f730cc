/** Verifying by hand with a symmetric secret, in languages that need no more than their own library; the tests run that of Python. */

export const VERIFY_PYTHON = `# Usage: python3 verify.py < body.json; for symmetric secrets
import base64, hashlib, hmac, sys

key = base64.b64decode("{secret}".removeprefix("whsec_"))
body = sys.stdin.buffer.read()
content = b".".join([b"{webhook-id}", b"{webhook-timestamp}", body])
expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
genuine = any(hmac.compare_digest(expected, given) for given in "{webhook-signature}".split(" "))
print(body.decode() if genuine else "No signature is right.")
sys.exit(0 if genuine else 1)
`

export const VERIFY_CSHARP = `// Usage: dotnet run < body.json; for symmetric secrets
using System.Security.Cryptography;
using System.Text;

using var input = Console.OpenStandardInput();
using var read = new MemoryStream();
input.CopyTo(read);
var content = Encoding.UTF8.GetBytes("{webhook-id}.{webhook-timestamp}.").Concat(read.ToArray()).ToArray();
var key = Convert.FromBase64String("{secret}".Replace("whsec_", ""));
var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content)));
var genuine = "{webhook-signature}".Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given)));
Console.WriteLine(genuine ? Encoding.UTF8.GetString(read.ToArray()) : "No signature is right.");
return genuine ? 0 : 1;
`

export const VERIFY_GO = `// Usage: go run verify.go < body.json; for symmetric secrets
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix("{secret}", "whsec_"))
	if err != nil {
		panic(err)
	}
	body, _ := io.ReadAll(os.Stdin)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("{webhook-id}.{webhook-timestamp}."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, given := range strings.Fields("{webhook-signature}") {
		if hmac.Equal([]byte(expected), []byte(given)) {
			fmt.Println(string(body))
			return
		}
	}
	fmt.Println("No signature is right.")
	os.Exit(1)
}
`

export const VERIFY_JAVA = `// Usage: java Verify.java < body.json; for symmetric secrets
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Verify {
  public static void main(String[] args) throws Exception {
    byte[] body = System.in.readAllBytes();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode("{secret}".replace("whsec_", "")), "HmacSHA256"));
    mac.update("{webhook-id}.{webhook-timestamp}.".getBytes(StandardCharsets.UTF_8));
    byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes();
    boolean genuine = Arrays.stream("{webhook-signature}".split(" ")).anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes()));
    System.out.write(genuine ? body : "No signature is right.".getBytes());
    System.out.println();
    System.exit(genuine ? 0 : 1);
  }
}
`

export const VERIFY_PHP = `<?php
// Usage: php verify.php < body.json; for symmetric secrets
$body = file_get_contents('php://stdin');
$key = base64_decode(str_replace('whsec_', '', '{secret}'));
$expected = 'v1,' . base64_encode(hash_hmac('sha256', '{webhook-id}.{webhook-timestamp}.' . $body, $key, true));
$genuine = false;
foreach (explode(' ', '{webhook-signature}') as $given) {
    $genuine = hash_equals($expected, $given) || $genuine;
}
echo $genuine ? $body : 'No signature is right.', "\\n";
exit($genuine ? 0 : 1);
`
