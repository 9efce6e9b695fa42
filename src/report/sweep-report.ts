import type { Portfolio } from '../portfolio/portfolio.js';

/** What a sweep shows beside its results. */
export interface SweepReport {
  portfolio: Portfolio;
}
