import { chapter } from './document.js';

chapter('Media types', 'media-type.200', 'media-type.400', 'media-type.401', 'media-type.403', 'media-type.404');
chapter('JSON', 'json.no-byte-order-mark', 'json.keys-once');

chapter(
  'Response headers',
  'header.content-type-once',
  'header.deflate-wrapper',
  'header.request-id-echo',
  'header.www-authenticate',
);
