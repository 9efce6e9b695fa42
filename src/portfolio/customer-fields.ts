import { joined } from '../exchange/json-path.js';
import { customerFields } from '../generated/schema-facts.js';

/** A documented field of a customer. For an array, the properties are those of its items. */
export interface FieldShape {
  readonly list?: true;
  readonly personal?: true;
  /** The documented values, whether the list is closed or open. */
  readonly values?: readonly string[];
  readonly fields?: FieldShapes;
}

/** Documented fields by name. */
export type FieldShapes = Readonly<Record<string, FieldShape>>;

/** The documented fields of a customer. */
export const customerShape: FieldShapes = customerFields;

/** A documented field at any depth. */
export interface DocumentedField {
  /** The path, with `[]` for array items, such as `companyProfile.contacts[].email`. */
  readonly path: string;
  readonly shape: FieldShape;
}

/** Every documented field of a customer, parents before children. */
export const documentedFields: readonly DocumentedField[] = fieldsBelow(customerShape, '');

function fieldsBelow(shapes: FieldShapes, parent: string): DocumentedField[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const path = joined(parent, name);
    return [{ path, shape }, ...fieldsBelow(shape.fields ?? {}, valuePath(path, shape))];
  });
}

/** The path of a field's values; for an array, that of its items. */
export function valuePath(path: string, shape: FieldShape): string {
  return shape.list === true ? `${path}[]` : path;
}

const lists = new Map(documentedFields.map(({ path, shape }) => [valuePath(path, shape), shape.values]));

/** The path of the field in a value path, such as `discounts[].level of LICENSE`. */
export function fieldOfValues(path: string): string {
  return path.replace(/ of .*$/, '');
}

/** The documented values for a value path; undefined if there is no list. */
export function documentedValues(path: string): readonly string[] | undefined {
  return lists.get(fieldOfValues(path));
}
