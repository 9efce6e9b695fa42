import { isObject } from '../exchange/body.js';
import { validateRecommendations, validateCustomer, validateLgaCustomer } from '../generated/validators.js';
import { requirementNodes } from '../generated/schema-facts.js';
import { catalogue, isOnCustomer, type RequirementId } from '../requirements/catalogue.js';
import { judgeCustomerObject, type Answered, type Judgment } from './answer.js';
import { customerIn } from './customer-body.js';
import { customerRules, isLga, type CustomerContext } from './rules.js';
import { BoundedFindings, type Judged } from './bounded-findings.js';
import { addSchemaFindings } from './schema.js';

/** One customer as it was read: the parsed body of a 200, and the customer it should be. */
export interface Reading extends CustomerContext {
  body: unknown;
}

/** Judges one customer by the schemas and the rules. Very many findings are bounded, and counted. */
export function judgeCustomer(reading: Reading): Judged[] {
  const { body } = reading;
  const findings = new BoundedFindings();
  addSchemaFindings(findings, validateCustomer, body);
  if (!isObject(body)) return findings.judged;
  addSchemaFindings(findings, validateRecommendations, body);
  // The schema detects an agency by its benefits; the declaration counts if they do not say so.
  if (reading.declaredLga && !isLga(body)) addSchemaFindings(findings, validateLgaCustomer, body);
  for (const rule of customerRules) {
    if (!rule.applies(body, reading)) continue;
    for (const seen of rule.judge(body, reading)) findings.add(rule.requirement, seen.path ?? '', () => seen);
  }
  const judged = findings.judged;
  if (!reading.declaredLga || isLga(body)) return judged;
  // Findings that rest on the declaration say that it may be wrong.
  return judged.map((one) =>
    one.requirement.startsWith('lga.') && !one.message.includes('VIPMP_LGA_CUSTOMER_ID')
      ? {
          ...one,
          message: `${one.message}; the customer of VIPMP_LGA_CUSTOMER_ID may not be a Large Government Agency`,
        }
      : one,
  );
}

/** Judges the body of a successful answer: whether it is a customer, and each requirement that applies to it. */
export function judgeCustomerIn(answer: Answered, context: CustomerContext): Judgment[] {
  const body = customerIn(answer.response);
  return [judgeCustomerObject(answer), ...(body === undefined ? [] : judgeReading({ body, ...context }))];
}

function judgeReading(reading: Reading): Judgment[] {
  const judged = judgeCustomer(reading);
  return catalogue
    .filter(isOnCustomer)
    .filter(({ id, theme }) => (theme !== 'lga' || isLgaReading(reading)) && concerns(id, reading))
    .map(({ id }) => ({
      requirement: id,
      observations: judged
        .filter(({ requirement }) => requirement === id)
        .map(({ requirement: _requirement, ...observation }) => observation),
    }));
}

/** Whether a customer is a Large Government Agency, by declaration or by its benefits. */
export function isLgaReading({ body, declaredLga }: Reading): boolean {
  return declaredLga || (isObject(body) && isLga(body));
}

/**
 * Whether a customer has anything that could violate a requirement: its field is present, its required field is
 * absent, or its rule applies.
 */
export function concerns(requirement: RequirementId, reading: Reading): boolean {
  const { body } = reading;
  if (isObject(body) && customerRules.some((rule) => rule.requirement === requirement && rule.applies(body, reading))) {
    return true;
  }
  return (requirementNodes[requirement] ?? []).some(({ path, presence }) => {
    const place = presence === 'required' ? path.slice(0, -1) : path;
    return hasValueAt(body, place);
  });
}

/** How many items of an array are judged; more would show nothing new. */
const MAX_ITEMS = 1000;

function hasValueAt(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return value !== undefined;
  if (name === '*') return Array.isArray(value) && value.slice(0, MAX_ITEMS).some((item) => hasValueAt(item, rest));
  return isObject(value) && hasValueAt(value[name], rest);
}
