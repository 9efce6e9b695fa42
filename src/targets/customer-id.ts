/**
 * Whether a text can be the id of a customer. The documentation knows letters, digits and hyphens; whatever
 * needs no escaping in a URL may be requested, except characters that show a file in another encoding, a quotation
 * mark, and what a spreadsheet makes of an id.
 */
export function isCustomerId(text: string): boolean {
  const isMangled = /^'|^\.+$|^\d+[.,]0+$|^\d[\d.,]*e\+?\d+$/i.test(text);
  return /^[^\s/?#%\\"<>^`{|}\p{C}\uFFFD]{1,100}$/u.test(text) && !isMangled;
}

/** Whether a text is an id as the documentation has them: a list has no others. (Documentation: references/resources.) */
export function isDocumentedId(text: string): boolean {
  return /^[A-Za-z0-9-]{4,40}$/.test(text);
}
