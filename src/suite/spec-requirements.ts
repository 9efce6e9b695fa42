import type { Expectation } from '../checks/expectations.js';
import { catalogue, isRequirementId, type Requirement, type RequirementId } from '../requirements/catalogue.js';

/** What each requirement expects of the answers to the requests of a spec. */
export type Expectations = Partial<Record<RequirementId, Expectation>>;

/** The requirements that a spec judges: those that it names, and those on any answer with the statuses that they allow. */
export function requirementsOf(expectations: Expectations): RequirementId[] {
  const statuses = Object.values(expectations).flatMap((expectation) => expectation.statuses ?? []);
  return [...new Set([...Object.keys(expectations), ...statuses.flatMap(requirementsOfStatus)])].filter(
    isRequirementId,
  );
}

/** The requirements on the shape of a customer that belong to a theme. */
export function requirementsOfTheme(theme: string): RequirementId[] {
  return catalogue.filter((entry) => entry.theme === theme && isOnCustomer(entry)).map(({ id }) => id);
}

/** The themes of the catalogue about the shape of a customer. */
export const customerThemes = [...new Set(catalogue.filter(isOnCustomer).map(({ theme }) => theme))];

function requirementsOfStatus(status: number): string[] {
  return [
    `media-type.${status}`,
    ...['header.content-type-once', 'header.deflate-wrapper', 'json.no-byte-order-mark', 'json.keys-once'],
    ...(status >= 400 ? ['error.body', 'error.additional-details', 'drift.undocumented-error-fields'] : []),
    ...(status === 401 || status === 403 ? ['error.body-of-the-service'] : []),
    ...(status === 404 ? ['error.no-customer'] : []),
  ];
}

function isOnCustomer({ check, excluded }: Requirement): boolean {
  return excluded === undefined && (check === 'schema' || check === 'rule');
}
