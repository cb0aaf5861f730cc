/** How other programs are told to trust the certificate authority of a workspace. */
import { quoted } from './shell.ts'

export interface TrustStep {
  /** Stable: for a default, and for tests. */
  readonly id: 'debian' | 'fedora' | 'macos' | 'windows' | 'firefox' | 'curl' | 'node' | 'python' | 'java'
  readonly title: string
  readonly note: string
  /** To be typed; absent: the note says what to do. */
  readonly command?: string
  /** Takes it back. */
  readonly undo?: string
}

/**
 * @param file where the certificate is, on the machine that is to trust it.
 * @param name of the authority.
 */
export function trustSteps(file: string, name: string): TrustStep[] {
  const ca = quoted(file)
  const windows = `"${file}"`
  return [
    {
      id: 'debian', title: 'Debian, Ubuntu', note: 'For the whole system, but for programs with a list of their own: Firefox, Node, Java, Python requests.',
      command: `sudo cp ${ca} /usr/local/share/ca-certificates/hookwright.crt && sudo update-ca-certificates`,
      undo: 'sudo rm /usr/local/share/ca-certificates/hookwright.crt && sudo update-ca-certificates --fresh',
    },
    {
      id: 'fedora', title: 'Fedora, RHEL', note: 'For the whole system.',
      command: `sudo cp ${ca} /etc/pki/ca-trust/source/anchors/hookwright.pem && sudo update-ca-trust`,
      undo: 'sudo rm /etc/pki/ca-trust/source/anchors/hookwright.pem && sudo update-ca-trust',
    },
    {
      id: 'macos', title: 'macOS', note: 'For the whole system; it asks for your password.',
      command: `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${ca}`,
      undo: `sudo security remove-trusted-cert -d ${ca}`,
    },
    { id: 'windows', title: 'Windows', note: 'For your account; it asks whether you mean it.', command: `certutil -user -addstore Root ${windows}`, undo: `certutil -user -delstore Root "${name}"` },
    { id: 'firefox', title: 'Firefox', note: 'Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import: choose the file, and tick that it may identify websites.' },
    { id: 'curl', title: 'curl', note: 'For one call.', command: `curl --cacert ${ca} https://localhost:4483/orders` },
    { id: 'node', title: 'Node', note: 'For one program, besides what it trusts already. It is read when the program starts.', command: `NODE_EXTRA_CA_CERTS=${ca} node app.js` },
    {
      id: 'python', title: 'Python requests', note: 'For one program. The variable replaces its list, so the list is copied first.',
      command: `cat "$(python -m certifi)" ${ca} > bundle.pem && REQUESTS_CA_BUNDLE=bundle.pem python app.py`,
    },
    {
      id: 'java', title: 'Java', note: 'For one installation of Java; it needs leave to write there.',
      command: `keytool -importcert -noprompt -cacerts -storepass changeit -alias hookwright -file ${ca}`,
      undo: 'keytool -delete -cacerts -storepass changeit -alias hookwright',
    },
  ]
}
