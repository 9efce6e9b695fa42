import { chapter } from './document.js';

chapter(
  'The customer',
  'customer.object',
  'customer.names-customer',
  'customer.customer-id',
  'customer.reseller-id',
  'customer.distributor-id',
  'customer.external-reference-id',
  'customer.status',
  'customer.status-listed',
  'customer.global-sales-enabled',
  'customer.tags',
  'customer.tags-listed',
  'customer.discounts',
  'customer.discounts-present',
  'customer.benefits',
  'customer.coterm-date',
  'customer.creation-date',
  'customer.creation-date-z',
);

chapter(
  'Company profile',
  'profile.object',
  'profile.company-name',
  'profile.company-name-short',
  'profile.preferred-language',
  'profile.preferred-language-region',
  'profile.market-segment',
  'profile.market-segment-filled',
  'profile.market-segments',
  'profile.market-sub-segments',
  'profile.sub-segment-of-segment',
  'profile.contacts',
  'profile.contacts-filled',
  'profile.address-present',
);

chapter(
  'Address',
  'address.object',
  'address.country',
  'address.country-two-letters',
  'address.complete',
  'address.region',
  'address.city',
  'address.line-1',
  'address.line-2',
  'address.postal-code',
  'address.phone-number',
);

chapter(
  'Contacts',
  'contact.object',
  'contact.email',
  'contact.first-name',
  'contact.last-name',
  'contact.phone-number',
);

chapter(
  'Discounts',
  'discount.object',
  'discount.offer-type',
  'discount.one-per-offer-type',
  'discount.level',
  'discount.level-present',
  'discount.discount-code',
  'discount.discount-code-tagged',
);

chapter(
  'Benefits',
  'benefit.object',
  'benefit.type',
  'benefit.status',
  'benefit.commitment',
  'benefit.commitment-dates',
  'benefit.commitment-status',
  'benefit.minimum-quantities',
  'benefit.commitment-complete',
  'benefit.commit-excludes-membership',
);

chapter(
  'Linked membership',
  'membership.object',
  'membership.not-null',
  'membership.id',
  'membership.name',
  'membership.type',
  'membership.linked-membership-type',
  'membership.creation-date',
  'membership.creation-date-present',
  'membership.country',
  'membership.benefit-types',
);
