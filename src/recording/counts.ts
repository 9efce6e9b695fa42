/** How many of each there were. */
export type Counts = ReturnType<typeof noCounts>;

/** Nothing counted yet. */
export function noCounts() {
  return {
    /** All entries of HARs. */
    entries: 0,
    /** GETs of a customer. */
    calls: 0,
    /** Bodies that were given as they are, without an exchange. */
    bodies: 0,
    /** Responses that were judged. */
    responses: 0,
    /** Judged responses whose body was not recorded. */
    withoutBody: 0,
    /** Responses of 5xx, which say that the provider was out of order. */
    failing: 0,
    /** Responses of 429. */
    limited: 0,
    /** Requests without a response. */
    aborted: 0,
    /** Responses that say nothing of the customer: 1xx and 3xx. */
    redirected: 0,
    /** What a browser answered out of its cache. */
    cached: 0,
  };
}
