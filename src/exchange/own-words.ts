import { documentedFields, listedValues } from '../generated/schema-facts.js';
import { catalogue, themes } from '../requirements/catalogue.js';

/** Words that the sentences of this suite consist of, beside those of the catalogue and of the schemas. */
const WORDS = `
able about above absent accept accepted access account actual additional adobe after again against agency all allowed
alphabet already also although always an and announced another appears answer answered answers any are arguments as ask
asked at attempt authority available bad base baseurl because been before behind below belongs between binds body
boolean both break breaks broken but by byte bytes call calling calls can cannot carry case cause cent certificate certs
changed character characters check checked checks client closed code coded coding column comma command commas commit
complete condition configuration conform conforming conforms connection contain contains content continue control copy
correct could count credentials csv ctrl cut damaged date day days decoded default description details did differ
different differs digit digits do document documentation documented documents does done double down duplicate each
earlier early either else email empty encoding end ended endpoint ends enough entry env environment error errors every
exact example exceeded executed exist exit expected expires extra fail failed fails field fields file finding first
flapping folder folders follows for form format found four fragment from fulfilled gate gave get give given gives go
goes good got group had has have header headers health here hexadecimal holds host how however https id ids if ignored
ims in incomplete inconclusive input instead integer interrupted into invalid is it item items its json judge judged
judges just keep key keys kind known lacks larger last later least left length less letter letters level limit line
lines link list listed lists live logs long longer look lower made make malformed many match matches media meets merge
message method mib milliseconds missing misspelt month more most ms must name named names nearest neither network never
next no nobody node none nor not nothing now null number numbers object of offset older once one only open option or
order other others out over owner page part partial partnerservice parts path peer period ping place places plain please
port positive present private probe proc production profile properly protocols provider proxies proxy quote range rate
reached read readable reads reason received recommended redirect refused remove repeated replay report reported request
requested requests required requirement requirements reset resolved resource response responses result results resume
retries retry root rule run runs said same sample sandbox say says scenario scheme scopes second seconds secret see seen
send sends sent served server serves serving set several shape shard shards short shorter should shown shows sign since
single size so some something space spaces speak standard start started starts state status still stopped string such
suite sweep switching table target test tests text than that the their them then there these they this those three
throttled time times title tls to together token tokens too trailing true try twice two type types unauthorized
undocumented unexpected unit unknown unless unlisted until up upper url use used valid value values variable variables
version very violated violates violation vipmp wait warning was way were what when where whether which while whole whose
why will with within without word words work would write wrong wrote year yet you your zero
`;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

const entries = catalogue.map(({ id, title, theme, source, excluded = '' }) => [id, title, theme, source, excluded]);
const vocabulary = wordsOf(WORDS, JSON.stringify([entries, themes, documentedFields, listedValues]));

function wordsOf(...texts: string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.toLowerCase().match(WORD) ?? []));
}

const HEADER_NAMES: ReadonlySet<string> = new Set([
  'x-request-id',
  'x-correlation-id',
  'x-api-key',
  'authorization',
  'accept',
  'content-type',
  'retry-after',
]);

/**
 * Whether a part of a text lies within the name of a header: a secret that contains `x-api-key` must not redact the
 * name.
 *
 * @param text in lower case
 */
export function isInHeaderName(text: string, start: number, end: number): boolean {
  const before = /[\w-]*$/.exec(text.slice(Math.max(0, start - 20), start))?.[0] ?? '';
  const after = /^[\w-]*/.exec(text.slice(end, end + 20))?.[0] ?? '';
  return HEADER_NAMES.has(before + text.slice(start, end) + after);
}

/**
 * Whether a part of a text, extended to whole words, is our own wording, which is never redacted: a company called
 * `status` must not remove the word status from a report.
 *
 * @param text in lower case
 */
export function isOwnWording(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && isPartOfWord(text.charAt(from - 1)) && isPartOfWord(text.charAt(from))) from -= 1;
  let to = end;
  while (to < text.length && isPartOfWord(text.charAt(to)) && isPartOfWord(text.charAt(to - 1))) to += 1;
  if (to - from > 200) return false;
  const words = text.slice(from, to).match(WORD) ?? [];
  return words.every((word) => /^\d{1,4}$/.test(word) || vocabulary.has(word));
}

function isPartOfWord(character: string): boolean {
  return /[\p{L}\p{M}\p{N}]/u.test(character);
}
