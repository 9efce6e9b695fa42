/**
 * Whether a text can be the id of a customer. The documentation knows letters, digits and hyphens; whatever
 * needs no escaping in a URL may be requested, except characters that show a file in another encoding.
 */
export function isCustomerId(text: string): boolean {
  return /^[^\s/?#%\\"<>^`{|}\p{C}\uFFFD]{1,100}$/u.test(text) && !/^\.+$/.test(text);
}
