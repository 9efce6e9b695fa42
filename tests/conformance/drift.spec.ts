import { chapter, requirement } from './document.js';

chapter('Drift', () => {
  requirement('drift.undocumented-fields');
});
