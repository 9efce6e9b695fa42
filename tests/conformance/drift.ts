import { chapter } from './document.js';

chapter('Drift', 'drift.undocumented-fields');
