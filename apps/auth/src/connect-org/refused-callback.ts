import type { Refused } from './fits-connection.js';

export const expired: Refused = {
  kind: 'refused',
  detail: 'This authorisation is unknown, was used already, or is older than ten minutes.',
  fix: 'Start connecting again.',
};

export const otherBrowser: Refused = {
  kind: 'refused',
  detail: 'This answer of Salesforce came through another browser than the one in which connecting began.',
  fix: 'Start connecting again, open the address that you get, and stay in that browser; it has to take cookies.',
};
