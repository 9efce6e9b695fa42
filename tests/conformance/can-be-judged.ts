import { targetCanBeJudged } from './document.js';

targetCanBeJudged();
