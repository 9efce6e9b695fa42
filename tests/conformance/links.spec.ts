import { chapter, requirement } from './document.js';

chapter('Links', () => {
  requirement('links.object');
  requirement('links.self-uri');
  requirement('links.self-method');
  requirement('links.self-headers');
});
