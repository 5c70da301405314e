import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** PEM files: an authority, and what it signed. */
export interface Certificates {
  readonly ca: string;
  /** Key and certificate in one file, as Kafka reads it. For 127.0.0.1 and localhost. */
  readonly broker: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Makes an authority of the caller's own with a broker's and a client's certificate, good for a day. Needs openssl. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execute('openssl', args);
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  await openssl('req', '-x509', ...newKey, '-subj', '/CN=ca', '-keyout', file('ca.key'), '-out', file('ca.pem'));
  const sign = async (name: string, extensions: string) => {
    await writeFile(file(`${name}.ext`), extensions);
    const request = ['-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`];
    await openssl('req', ...request, '-keyout', file(`${name}.key`), '-out', file(`${name}.csr`));
    const authority = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '1'];
    const out = ['-extfile', file(`${name}.ext`), '-in', file(`${name}.csr`), '-out', file(`${name}.pem`)];
    await openssl('x509', '-req', ...authority, ...out);
  };
  await sign('broker', 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n');
  await sign('client', 'extendedKeyUsage=clientAuth\n');
  const both = await Promise.all(['broker.key', 'broker.pem'].map((name) => readFile(file(name), 'utf8')));
  await writeFile(file('broker.both.pem'), both.join(''));
  return {
    ca: file('ca.pem'),
    broker: file('broker.both.pem'),
    clientCert: file('client.pem'),
    clientKey: file('client.key'),
  };
}
