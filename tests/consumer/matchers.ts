import { MatchersV3 } from '@pact-foundation/pact';

const { boolean, constrainedArrayLike, regex, string } = MatchersV3;

/** Any number of items like the one in the example. */
export function anyNumberOf(item: unknown): unknown {
  return constrainedArrayLike(item, 0, 1000, 1);
}

/** One of a list of values; the first is shown in the example. */
export function oneOf(...values: [string, ...string[]]): unknown {
  return regex(`^(?:${values.join('|')})$`, values[0]);
}

export const day = (example: string): unknown => regex('^\\d{4}-\\d{2}-\\d{2}$', example);
const utc = (example: string): unknown => regex('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$', example);
const idLike = (example: string): unknown => regex('^[\\w-]{4,40}$', example);

/** A JSON object of a pact: values, or matchers with an example. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * What the client relies on in every customer: the fields that its type promises, with their types, and no more of
 * their values than the type says.
 */
export function customerLike(customerId: string, { companyProfile, ...rest }: Template = {}): Template {
  return {
    customerId: idLike(customerId),
    resellerId: idLike('1000443322'),
    status: regex('^\\d{4}$', '1000'),
    globalSalesEnabled: boolean(false),
    companyProfile: {
      companyName: string('Harbour Street Library'),
      preferredLanguage: regex('^[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*$', 'en-US'),
      contacts: anyNumberOf({
        email: regex('^[^@]+@[^@]+$', 'ines.okafor@example.org'),
        firstName: string('Ines'),
        lastName: string('Okafor'),
      }),
      ...(companyProfile as Template | undefined),
    },
    creationDate: utc('2023-09-14T08:15:30Z'),
    links: {
      self: {
        uri: regex('^/v3/customers/[\\w-]+$', `/v3/customers/${customerId}`),
        method: oneOf('GET'),
        headers: constrainedArrayLike({}, 0, 100),
      },
    },
    ...rest,
  };
}

/** A refusal of the service itself, with its code. */
export function serviceError(code: string, message: string): Template {
  return { code: oneOf(code), message: string(message) };
}

/**
 * A refusal that the gateway may send in place of the service: the two shapes share only the message, and the client
 * needs only the status.
 */
export function refusal(message: string): Template {
  return { message: string(message) };
}
