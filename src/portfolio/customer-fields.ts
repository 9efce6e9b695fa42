import { customerFields } from '../generated/schema-facts.js';

/** A documented field of a customer. What holds of an array is said of its items. */
export interface FieldShape {
  readonly list?: true;
  readonly personal?: true;
  /** The texts that the documentation lists, whether the list is closed or open. */
  readonly values?: readonly string[];
  readonly fields?: FieldShapes;
}

/** Documented fields by name. */
export type FieldShapes = Readonly<Record<string, FieldShape>>;

/** The documented fields of a customer. */
export const customerShape: FieldShapes = customerFields;

/** A documented field, wherever it is in a customer. */
export interface DocumentedField {
  /** Items of arrays as `[]`, such as `companyProfile.contacts[].email`. */
  readonly path: string;
  readonly shape: FieldShape;
}

/** Every documented field of a customer, parents before their fields. */
export const documentedFields: readonly DocumentedField[] = fieldsBelow(customerShape, '');

function fieldsBelow(shapes: FieldShapes, parent: string): DocumentedField[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    return [{ path, shape }, ...fieldsBelow(shape.fields ?? {}, valuePath(path, shape))];
  });
}

/** Where the values of a field are: those of an array in its items. */
export function valuePath(path: string, shape: FieldShape): string {
  return shape.list === true ? `${path}[]` : path;
}

const lists = new Map(documentedFields.map(({ path, shape }) => [valuePath(path, shape), shape.values]));

/** The path of the field that a path of values is about, as in `discounts[].level of LICENSE`. */
export function fieldOfValues(path: string): string {
  return path.replace(/ of .*$/, '');
}

/** The values that the documentation lists for a path of values; absent if it has no list. */
export function documentedValues(path: string): readonly string[] | undefined {
  return lists.get(fieldOfValues(path));
}
