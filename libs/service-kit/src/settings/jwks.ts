import { z } from 'zod';

const publicKeys = z.object({
  keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC']), d: z.never().optional() })).min(1),
});

/** Where the public keys of a token issuer are. Plain http only on this machine: who changes the keys makes tokens. */
export const jwks = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const problem = text.startsWith('{') ? problemOfDocument(text) : problemOfAddress(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

function problemOfDocument(text: string): string | undefined {
  try {
    const read = publicKeys.safeParse(JSON.parse(text));
    return read.success ? undefined : 'is no JWKS of public RSA or EC keys';
  } catch {
    return 'is no JSON document';
  }
}

function problemOfAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:') return undefined;
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return local ? undefined : 'is neither an https:// address nor a JWKS document';
}
