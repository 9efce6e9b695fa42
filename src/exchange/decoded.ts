/** A percent-decoded segment of a path; unchanged if it cannot be decoded. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
