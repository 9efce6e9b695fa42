/** How many of each there were. */
export interface Counts {
  /** Entries of HARs, whatever they are about. */
  entries: number;
  /** GETs of a customer. */
  calls: number;
  /** Bodies that were given as they are, without an exchange. */
  bodies: number;
  /** Responses that were judged. */
  responses: number;
  /** Judged responses whose body was not recorded. */
  withoutBody: number;
  /** Responses of 5xx, which say that the provider was out of order. */
  failing: number;
  /** Responses of 429. */
  limited: number;
  /** Requests without a response. */
  aborted: number;
  /** Responses that say nothing of the customer: 1xx and 3xx. */
  redirected: number;
  /** What a browser answered out of its cache. */
  cached: number;
}

/** Nothing counted yet. */
export function noCounts(): Counts {
  return {
    ...{ entries: 0, calls: 0, bodies: 0, responses: 0, withoutBody: 0 },
    ...{ failing: 0, limited: 0, aborted: 0, redirected: 0, cached: 0 },
  };
}
