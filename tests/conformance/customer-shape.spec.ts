import { chapter, requirement } from './document.js';

chapter('The customer', () => {
  requirement('customer.object');
  requirement('customer.names-customer');
  requirement('customer.customer-id');
  requirement('customer.reseller-id');
  requirement('customer.external-reference-id');
  requirement('customer.status');
  requirement('customer.status-listed');
  requirement('customer.global-sales-enabled');
  requirement('customer.tags');
  requirement('customer.tags-listed');
  requirement('customer.discounts');
  requirement('customer.discounts-present');
  requirement('customer.benefits');
  requirement('customer.coterm-date');
  requirement('customer.creation-date');
});

chapter('Company profile', () => {
  requirement('profile.object');
  requirement('profile.company-name');
  requirement('profile.company-name-short');
  requirement('profile.preferred-language');
  requirement('profile.preferred-language-region');
  requirement('profile.market-segment');
  requirement('profile.market-segment-filled');
  requirement('profile.market-sub-segments');
  requirement('profile.sub-segment-of-segment');
  requirement('profile.contacts');
  requirement('profile.contacts-filled');
  requirement('profile.address-present');
});

chapter('Address', () => {
  requirement('address.object');
  requirement('address.country');
  requirement('address.country-two-letters');
  requirement('address.complete');
  requirement('address.region');
  requirement('address.city');
  requirement('address.line-1');
  requirement('address.line-2');
  requirement('address.postal-code');
  requirement('address.phone-number');
});

chapter('Contacts', () => {
  requirement('contact.object');
  requirement('contact.email');
  requirement('contact.first-name');
  requirement('contact.last-name');
  requirement('contact.phone-number');
});

chapter('Discounts', () => {
  requirement('discount.object');
  requirement('discount.offer-type');
  requirement('discount.one-per-offer-type');
  requirement('discount.level');
  requirement('discount.level-present');
  requirement('discount.discount-code');
  requirement('discount.discount-code-tagged');
});

chapter('Benefits', () => {
  requirement('benefit.object');
  requirement('benefit.type');
  requirement('benefit.status');
  requirement('benefit.commitment');
  requirement('benefit.commitment-dates');
  requirement('benefit.commitment-status');
  requirement('benefit.minimum-quantities');
  requirement('benefit.commitment-complete');
  requirement('benefit.commit-excludes-membership');
});

chapter('Linked membership', () => {
  requirement('membership.object');
  requirement('membership.id');
  requirement('membership.name');
  requirement('membership.type');
  requirement('membership.linked-membership-type');
  requirement('membership.creation-date');
  requirement('membership.creation-date-present');
  requirement('membership.country');
  requirement('membership.benefit-types');
});
