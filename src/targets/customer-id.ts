/**
 * Whether a text can be requested as a customer id. The documentation allows letters, digits and hyphens; this allows
 * everything that needs no escaping in a URL, except signs of a wrong encoding, quotation marks, and ids that a
 * spreadsheet has mangled.
 */
export function isCustomerId(text: string): boolean {
  const isMangled = /^'|^\.+$|^\d+[.,]0+$|^\d[\d.,]*e\+?\d+$/i.test(text);
  return /^[^\s/?#%\\"\u2018-\u201F\u00AB\u00BB<>^`{|}\p{C}\uFFFD]{1,100}$/u.test(text) && !isMangled;
}

/** Whether a text is an id as documented; lists may hold no others. (Documentation: references/resources.) */
export function isDocumentedId(text: string): boolean {
  return /^[A-Za-z0-9-]{4,40}$/.test(text);
}
