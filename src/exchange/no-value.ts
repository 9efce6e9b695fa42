const WORD = /^(?:undefined|null|none|nil|nan)$/i;
/** A template has no digits: a GUID may stand in braces. */
const TEMPLATE = /^(?:\[object object\]|:[a-z_]+|[$%{<]\D*[}%>])$/i;

/** Whether a text is what a program writes if it has no value, such as `undefined`. */
export function isMissingWord(text: string): boolean {
  return WORD.test(text);
}

/** Whether a text stands in for a missing value: `undefined`, or an unfilled template, `{customer-id}`. */
export function isUnfilled(text: string): boolean {
  return WORD.test(text) || TEMPLATE.test(text);
}
