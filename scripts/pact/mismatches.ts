interface Mismatch {
  type: string;
  mismatch: string;
  path?: string;
  expected?: unknown;
  actual?: unknown;
}

interface VerifierResult {
  errors: { mismatch: { type: string; message?: string; mismatches?: Mismatch[] } }[];
}

/**
 * The mismatches that Pact's verifier reports as JSON, one line each. Body values may be personal data: only their
 * place and type are shown.
 *
 * @throws Error if the text is not a report of mismatches, which is a defect
 */
export function mismatchesIn(report: string): string[] {
  let result: VerifierResult;
  try {
    result = JSON.parse(report) as VerifierResult;
  } catch {
    throw new Error(`Pact's verifier failed: ${report}`);
  }
  return result.errors.flatMap(({ mismatch }) =>
    mismatch.mismatches === undefined ? ['no answer came'] : mismatch.mismatches.map(lineOf),
  );
}

function lineOf({ type, mismatch, path, expected, actual }: Mismatch): string {
  if (type !== 'BodyMismatch') return mismatch;
  // This one contains only field names.
  if (mismatch.startsWith('Actual map is missing')) return `${path ?? '$'}: ${mismatch}`;
  return `${path ?? '$'} is ${typeOf(actual)}, and the pact asks for one like ${String(expected)}`;
}

function typeOf(json: unknown): string {
  try {
    const value: unknown = JSON.parse(String(json));
    if (value === null) return 'null';
    return Array.isArray(value) ? 'an array' : `another ${typeof value}`;
  } catch {
    return 'no JSON';
  }
}
