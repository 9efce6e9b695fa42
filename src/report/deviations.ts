import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../defined.js';
import { isObject } from '../exchange/body.js';
import { withoutIndices } from '../exchange/json-path.js';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { nearestName } from '../nearest-name.js';
import { catalogue, isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';
import type { KnownDeviation, ReportedDeviation, ReportedRequirement } from './results.js';
import { isJudged, isViolated } from './verdict.js';

/** The file that is read from the working directory if no other is named. */
export const DEVIATIONS_FILE = 'vipmp-deviations.yaml';

/**
 * Reads the known deviations of a run.
 *
 * @param folder the working directory
 * @param file what `--deviations` names; absent: {@link DEVIATIONS_FILE} in the folder, if it is there
 * @throws InvalidInput if the file cannot be read, or an entry is incomplete or names no requirement
 */
export async function readDeviations(folder: string, file?: string): Promise<KnownDeviation[]> {
  const path = file ?? join(folder, DEVIATIONS_FILE);
  if (file === undefined && !existsSync(path)) return [];
  const name = file ?? DEVIATIONS_FILE;
  // Few runs have such a file, and the parser takes a while to load.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(readText(path, name));
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const { line = 1, col = 1 } = mistake.linePos?.[0] ?? {};
    throw new InvalidInput(`${name}, line ${line}, column ${col}: not valid YAML (${mistake.code})`);
  }
  const entries = valueOf(document) ?? [];
  if (!Array.isArray(entries)) {
    throw new InvalidInput(`${name}: expected a list of { requirement, path?, reason, until }`);
  }
  return entries.map((entry, index) => deviationFrom(entry, `${name}, entry ${index + 1}`));
}

/** The value of a document; an object, which is no list, if its aliases expand too far or refer to nothing. */
function valueOf(document: { toJS: () => unknown }): unknown {
  try {
    return document.toJS();
  } catch {
    return {};
  }
}

function readText(path: string, name: string): string {
  try {
    return readInputFile(path).toString();
  } catch (error) {
    throw new InvalidInput(`${name} cannot be read (${errorCode(error)}): name a readable file in --deviations`);
  }
}

const KEYS = ['requirement', 'path', 'reason', 'until'];

function deviationFrom(entry: unknown, where: string): KnownDeviation {
  if (!isObject(entry)) throw new InvalidInput(`${where}: expected { requirement, path?, reason, until }`);
  const unknown = Object.keys(entry).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new InvalidInput(`${where}: unknown key ${unknown}; there are ${KEYS.join(', ')}`);
  const { requirement, path, reason, until } = entry;
  if (typeof requirement !== 'string' || !isRequirementId(requirement)) {
    const given = typeof requirement === 'string' ? requirement : '';
    const ids = catalogue.map(({ id }) => id);
    const advice = nearestName(given, ids) ?? 'an id that results.json and the report show';
    throw new InvalidInput(`${where}: there is no requirement ${given || '(none is named)'}; write ${advice}`);
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new InvalidInput(`${where} (${requirement}): reason is missing; say why the deviation is accepted`);
  }
  if (typeof until !== 'string' || !isDay(until)) {
    throw new InvalidInput(`${where} (${requirement}): until is not a day; write it as YYYY-MM-DD, such as 2027-01-31`);
  }
  if (path !== undefined && (typeof path !== 'string' || path === '')) {
    throw new InvalidInput(`${where} (${requirement}): path is not a path; write it as in results.json`);
  }
  return defined({ requirement, path, reason: reason.trim(), until });
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Whether a deviation is still accepted on the day of a moment, UTC. */
function isAccepted({ until }: KnownDeviation, moment: Date): boolean {
  return moment.toISOString().slice(0, 10) <= until;
}

/** The deviations that are accepted at a moment. */
export function acceptedAt(deviations: readonly KnownDeviation[], moment: Date): KnownDeviation[] {
  return deviations.filter((deviation) => isAccepted(deviation, moment));
}

/** Whether a finding against a requirement is one of some deviations. */
export function isDeviation(
  requirement: RequirementId,
  finding: Pick<Finding, 'path'>,
  deviations: readonly KnownDeviation[],
): boolean {
  return deviations.some((deviation) => deviation.requirement === requirement && covers(deviation, finding));
}

/** A path covers itself and everything below it. */
function covers({ path }: KnownDeviation, { path: found }: Pick<Finding, 'path'>): boolean {
  if (path === undefined) return true;
  if (found === undefined) return false;
  return [found, withoutIndices(found)].some(
    (place) => place === path || (place.startsWith(path) && /^[.[]/.test(place.slice(path.length))),
  );
}

/**
 * A requirement with the verdict `deviation` if it is violated and each of its findings is accepted. A finding
 * outside of what is accepted leaves the verdict as it is.
 */
export function withDeviation(
  requirement: ReportedRequirement,
  accepted: readonly KnownDeviation[],
): ReportedRequirement {
  const { id, verdict, findings, count } = requirement;
  if (!isViolated(verdict) || findings.length === 0) return requirement;
  // Of very many different findings a sweep keeps only some; the others are accepted only with the whole requirement.
  const kept = findings.reduce((sum, finding) => sum + (finding.count ?? 1), 0);
  const unseen = count !== undefined && count > kept;
  const areAccepted =
    findings.every((finding) => isDeviation(id, finding, accepted)) && (!unseen || isDeviation(id, {}, accepted));
  return areAccepted ? { ...requirement, verdict: 'deviation' } : requirement;
}

/** The state of each deviation in a run that judged these requirements, before any became a deviation. */
export function reportedDeviations(
  deviations: readonly KnownDeviation[],
  requirements: readonly ReportedRequirement[],
  moment: Date,
): ReportedDeviation[] {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  return deviations.map((deviation) => {
    const requirement = byId.get(deviation.requirement);
    const wasJudged = requirement !== undefined && isJudged(requirement);
    const occurs = wasJudged && requirement.findings.some((finding) => covers(deviation, finding));
    const state = !wasJudged ? 'not-judged' : !occurs ? 'gone' : isAccepted(deviation, moment) ? 'accepted' : 'expired';
    return { ...deviation, state };
  });
}
