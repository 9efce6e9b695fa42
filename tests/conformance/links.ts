import { chapter } from './document.js';

chapter('Links', 'links.object', 'links.self-uri', 'links.self-method', 'links.self-headers');
