/**
 * Whether a text can be the id of a customer. The documentation knows letters, digits and hyphens; whatever
 * stands in an address as it is may be asked for, but for characters that show a file in another encoding.
 */
export function isCustomerId(text: string): boolean {
  return /^[^\s/?#%\\\p{C}\uFFFD]{1,100}$/u.test(text) && !/^\.+$/.test(text);
}
