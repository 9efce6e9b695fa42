import type { Coverage } from '../coverage.js';
import type { DriftEntry } from '../drift.js';
import type { History } from '../history.js';
import type { Portfolio } from '../../portfolio/portfolio.js';

/** What a report shows in addition to the results. */
export interface ReportContext {
  history: History;
  coverage: Coverage;
  drift: DriftEntry[];
  /** Only a sweep has it. */
  portfolio?: Portfolio;
}
