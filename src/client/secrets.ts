/** The text without the secrets, in case that a server or a library repeats one, as it is or URL-encoded. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  // The longest first: one secret may begin with another.
  const ordered = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  return ordered.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}
