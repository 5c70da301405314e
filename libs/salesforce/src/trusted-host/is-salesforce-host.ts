const NAME = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
/** Partitions of My Domain hosts: sandboxes and non-production orgs. */
const PARTITION = '(?:sandbox|develop|scratch|demo|patch|free|trailblaze|stm|wax)';

/** Whole host names, nothing before or after: `acme.my.salesforce.com.evil.example` and `evilsalesforce.com` are neither. */
const salesforceHosts = [
  /^(?:login|test|welcome)\.salesforce\.(?:com|mil)$/,
  new RegExp(`^${NAME}(?:\\.${PARTITION})?\\.my\\.salesforce\\.(?:com|mil)$`),
  // Instances: na139, eu45, cs87, usa77s; tokens of orgs without My Domain still name them.
  /^[a-z]{2,5}[0-9]{1,4}s?\.salesforce\.com$/,
  // Salesforce on Alibaba Cloud.
  /^(?:login|test)\.sfcrmproducts\.cn$/,
  new RegExp(`^${NAME}(?:\\.${PARTITION})?\\.my\\.sfcrmproducts\\.cn$`),
];
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether tokens and secrets may be sent to this address: https, the standard port, and one of Salesforce's own hosts.
 * `allowLoopback` adds http and any port on this machine, for development with the simulator.
 * Source: salesforce-api.md §1.1; `.lightning.force.com` is no API host and is refused.
 */
export function isSalesforceHost(url: string, options: { allowLoopback: boolean }): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  if (options.allowLoopback && loopbackHosts.has(hostname)) return protocol === 'http:' || protocol === 'https:';
  if (protocol !== 'https:' || port !== '') return false;
  return salesforceHosts.some((pattern) => pattern.test(hostname));
}
