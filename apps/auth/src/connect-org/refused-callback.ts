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

export const notFromOurPage: Refused = {
  kind: 'refused',
  detail: 'This browser did not show that it comes from the page that asks whether to connect.',
  fix: 'Open the address that you got once more and press the button there; the browser has to take cookies.',
};

export const ourFault: Refused = {
  kind: 'refused',
  detail: 'Connecting failed because of a fault on our side.',
  fix: 'Start connecting again; if it stays, tell the operators of this integration.',
};
