import type { DocumentPair } from './document-pair.js';
import { compareObject } from './documents.js';
import { found, placed, within, type Place, type Placed } from './found.js';
import { mapOf, sideBySide, type Dict } from '../description/json.js';
import type { References } from './references.js';

/** The media types of a body or of a parameter, and the schema of each. */
export function compareContent(pair: DocumentPair, place: Place, old: Dict, now: Dict): Placed[] {
  const [before, after] = [mediaTypesOf(pair.old, old), mediaTypesOf(pair.now, now)];
  return sideBySide(before, after).flatMap(([name, oldType, newType]) => {
    const body = within(place, name === 'application/json' ? '' : `(${name})`, place.touched);
    if (newType === undefined) return placed(body, [found('media-type-removed', name, 'absent')]);
    if (oldType === undefined) return placed(body, [found('media-type-added', 'absent', name)]);
    const comparison = place.touched === 'sends' ? pair.sends : pair.reads;
    return [
      ...placed(body, comparison.compare(schemaOf(oldType), schemaOf(newType))),
      ...placed(body, compareObject(pair, oldType, newType, ['schema'])),
    ];
  });
}

/** The schema of a media type, a header or a parameter; none: anything goes. */
export function schemaOf({ schema }: Dict): unknown[] {
  return schema === undefined ? [] : [schema];
}

function mediaTypesOf(references: References, content: Dict): Map<string, Dict> {
  return new Map([...mapOf(content)].map(([written, value]) => [plainMediaType(written), references.object(value)]));
}

/** A media type in lower case and without the charset that JSON has anyway. */
function plainMediaType(written: string): string {
  return written
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(application\/(?:[\w.-]+\+)?json);charset="?utf-8"?$/, '$1');
}
