/** The counts of a recording. */
export type Counts = ReturnType<typeof noCounts>;

/** New counts, all zero. */
export function noCounts() {
  return {
    /** HAR entries of any kind. */
    entries: 0,
    /** GETs of a customer. */
    calls: 0,
    /** Saved bodies, without an exchange. */
    bodies: 0,
    /** Responses that were judged. */
    responses: 0,
    /** Judged responses whose body was not recorded. */
    withoutBody: 0,
    /** 5xx responses. */
    failing: 0,
    /** 429 responses. */
    limited: 0,
    /** Requests without a response. */
    aborted: 0,
    /** 1xx and 3xx responses, which say nothing about the customer. */
    redirected: 0,
    /** Responses from a browser's cache. */
    cached: 0,
  };
}
