/**
 * Removes secrets that a server or a library has repeated, verbatim or URL-encoded. It promises less than the reports
 * do; see docs/privacy.md.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  // Longest first, since one secret may begin with another.
  const ordered = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  return ordered.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}
