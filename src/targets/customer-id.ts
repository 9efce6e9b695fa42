/**
 * Whether a text can be the id of a customer. The documentation knows letters, digits and hyphens; whatever
 * stands in an address as it is may be asked for.
 */
export function isCustomerId(text: string): boolean {
  return /^[^\s/?#%\\]{1,100}$/.test(text) && !/^\.+$/.test(text);
}
