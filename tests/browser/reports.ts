import { hostileResults } from '../unit/report/hostile-texts.js';
import { failingResults, inconclusiveResults, sampleResults } from '../unit/report/sample-results.js';

/** What a report can be about. */
export const REPORTS = {
  'a run that passed': [sampleResults()],
  'a run with violations': [sampleResults(), failingResults()],
  'a run that could not be judged': [inconclusiveResults()],
  'hostile texts': [sampleResults(), hostileResults()],
};
