import { chapter, requirement } from './document.js';

chapter('Media types', () => {
  requirement('media-type.200');
  requirement('media-type.400');
  requirement('media-type.401');
  requirement('media-type.403');
  requirement('media-type.404');
});

chapter('Response headers', () => {
  requirement('header.request-id-echo');
  requirement('header.www-authenticate');
});
