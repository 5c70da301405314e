import { LeaseClient, makeWithOrg } from '@ce/delivery';

/** A process that spends calls as the services do: `node … spending-worker.ts <auth url> <token> <connection> <calls>`. */
const [authUrl = '', token = '', connectionId = '', calls = '1'] = process.argv.slice(2);
const withOrg = makeWithOrg({ leases: new LeaseClient({ authUrl, token, timeoutMs: 20_000 }), callTimeoutMs: 20_000 });

for (;;) {
  const answer = await withOrg({ connectionId, kind: 'do-not-contact', calls: Number(calls) }, async (org) => {
    for (let call = 0; call < Number(calls); call += 1) {
      await org.query('SELECT Id FROM Lead LIMIT 1');
      process.stdout.write('called\n');
    }
  });
  if (answer.kind === 'done') continue;
  process.stdout.write(`${answer.kind}\n`);
  await new Promise((resolve) => setTimeout(resolve, 200));
}
