import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BusSettings } from '../settings/bus-settings.js';

type FileSetting = 'KAFKA_TLS_CA_FILE' | 'KAFKA_TLS_CERT_FILE' | 'KAFKA_TLS_KEY_FILE';

export interface TlsFiles {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** Reads the files that the settings name. What cannot be used is a problem in words, all of them at once. */
export function readTlsFiles(settings: BusSettings): { files: TlsFiles; problems: string[] } {
  const problems: string[] = [];
  const read = (name: FileSetting, use: (text: string) => unknown): string | undefined => {
    const path = settings[name];
    if (path === undefined || !settings.KAFKA_TLS) return undefined;
    try {
      const text = readFileSync(path, 'utf8');
      use(text);
      return text;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      problems.push(
        /^E[A-Z]+$/.test(code)
          ? `${name}: the file ${path} cannot be read (${code}). Mount it, or correct the path.`
          : `${name}: the file ${path} holds nothing usable. It must be PEM text, a key without a passphrase.`,
      );
      return undefined;
    }
  };
  const files = {
    ca: read('KAFKA_TLS_CA_FILE', (text) => new X509Certificate(text)),
    cert: read('KAFKA_TLS_CERT_FILE', (text) => new X509Certificate(text)),
    key: read('KAFKA_TLS_KEY_FILE', createPrivateKey),
  };
  if (files.cert !== undefined && files.key !== undefined) {
    if (!new X509Certificate(files.cert).checkPrivateKey(createPrivateKey(files.key))) {
      problems.push('KAFKA_TLS_KEY_FILE: is not the key of the certificate in KAFKA_TLS_CERT_FILE. Mount the pair.');
    }
  }
  return { files, problems };
}
