/**
 * The text without the secrets, if a server or a library repeats one, as it is or URL-encoded: a smaller promise than
 * that of reports; see docs/privacy.md.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  // The longest first: one secret may begin with another.
  const ordered = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  return ordered.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}
