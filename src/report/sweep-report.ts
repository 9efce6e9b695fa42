import type { Portfolio } from '../portfolio/portfolio.js';

/** What a sweep shows in addition to its results. */
export interface SweepReport {
  portfolio: Portfolio;
}
