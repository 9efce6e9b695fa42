import { chapter, targetCanBeJudged } from './document.js';

chapter('The target', () => {
  targetCanBeJudged();
});
