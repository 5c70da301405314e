/** Values of a fresh org's standard picklists; `*` marks the default, `|` parts the value from another label. */
export const salutation = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.'];
export const leadSource = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
export const rating = ['Hot', 'Warm', 'Cold'];
export const cleanStatus = [
  'Matched|In Sync',
  'Different',
  'Acknowledged|Reviewed',
  'NotFound|Not Found',
  'Inactive',
  'Pending|Not Compared',
  'SelectMatch|Select Match',
  'Skipped',
];
export const geocodeAccuracy = [
  'Address',
  'NearAddress',
  'Block',
  'Street',
  'ExtendedZip',
  'Zip',
  'Neighborhood',
  'City',
  'County',
  'State',
  'Unknown',
];
export const industry = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
  'Other',
];
export const campaignType = [
  '*Conference',
  'Webinar',
  'Trade Show',
  'Public Relations',
  'Partners',
  'Referral Program',
  'Advertisement',
  'Banner Ads',
  'Direct Mail',
  'Email',
  'Telemarketing',
  'Other',
];
export const accountType = [
  'Prospect',
  'Customer - Direct',
  'Customer - Channel',
  'Channel Partner / Reseller',
  'Other',
];
export const stageName = [
  'Prospecting',
  'Qualification',
  'Needs Analysis',
  'Value Proposition',
  'Id. Decision Makers',
  'Perception Analysis',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
];
export const contactRole = [
  'Business User',
  'Decision Maker',
  'Economic Buyer',
  'Economic Decision Maker',
  'Evaluator',
  'Executive Sponsor',
  'Influencer',
  'Technical Buyer',
  'Other',
];
/** One value stands for both kinds of activity status; the first closed one is `Completed`. */
export const taskStatus = ['*Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'];
export const taskPriority = ['High', '*Normal', 'Low'];
export const taskSubject = ['Call', 'Email', 'Send Letter', 'Send Quote', 'Other'];
export const taskSubtype = ['*Task', 'Email', 'ListEmail', 'Call', 'LinkedIn', 'Cadence'];
