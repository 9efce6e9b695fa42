/** A client secret with characters that encodings change. */
export const CLIENT_SECRET = 'p8e-Zx~41/+&hush';

/** Values under several encodings, of which no single replacement knows. */
export const hidden: [what: string, value: string, text: string][] = [
  ['base64 of a value of less than six characters', 'Maja', Buffer.from('Maja').toString('base64')],
  ['a short value after a percent-encoded character', 'Maja', 'q=name%3DMaja%26'],
  ['a short value after an escaped line break', 'Maja', JSON.stringify('first\nMaja')],
  ['percent-encoded base64', CLIENT_SECRET, encodeURIComponent(Buffer.from(`ab${CLIENT_SECRET}`).toString('base64'))],
  ['base64 of another case', 'Harbour Library', Buffer.from('harbour library').toString('base64')],
  ['JSON in JSON in a string', 'Ines "Nes" Okafor', JSON.stringify(JSON.stringify('Ines "Nes" Okafor'))],
  ['JSON in ASCII', 'Zoë Lindqvist', 'Zo\\u00eb Lindqvist'],
  ['percent-encoding of every character', 'Okafor', '%4F%6B%61%66%6F%72'],
  ['an apostrophe as an entity of HTML', "Siobhan O'Brien", 'Siobhan O&#39;Brien'],
  ['an apostrophe percent-encoded', "Siobhan O'Brien", 'Siobhan%20O%27Brien'],
  ['percent-encoding twice', 'Ines Okafor', 'Ines%2520Okafor'],
];
