/** A segment of a path without percent signs; as it is if it cannot be decoded. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
