import { TokenRefused } from './fetch-oauth-token.js';

/** The brokers could not be reached or let nobody in; says which setting to look at. */
export class NoConnection extends Error {
  constructor(what: string, cause: unknown) {
    super(what, { cause });
    this.name = 'NoConnection';
  }
}

const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** The client's error in the words of our settings, with what to do. No secret is in it. */
export function explainConnection(error: unknown): Error {
  const chain = causesOf(error);
  const token = chain.find((one) => one instanceof TokenRefused);
  if (token !== undefined) return token;
  if (chain.some(({ name, message }) => name === 'KafkaJSSASLAuthenticationError' || /SASL .* failed/.test(message))) {
    return new NoConnection(
      `The brokers refused the login: ${chain[0]?.message ?? ''}. Check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD.`,
      error,
    );
  }
  const code = chain.map((one) => (one as { code?: unknown }).code).find((one) => typeof one === 'string') ?? '';
  if (UNTRUSTED.test(code)) {
    return new NoConnection(
      `The brokers’ certificate is not trusted (${code}). Set KAFKA_TLS_CA_FILE to the authority that signed it, and name the brokers as the certificate does.`,
      error,
    );
  }
  if (code.startsWith('ERR_SSL') || chain.some(({ message }) => /\balert\b|EPROTO/.test(message))) {
    return new NoConnection(
      `The brokers ended the TLS handshake (${code}). Check KAFKA_TLS, and the client certificate in KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE.`,
      error,
    );
  }
  if (chain.some(({ name }) => /^KafkaJS(Connection|NoBrokerAvailable|BrokerNotFound)/.test(name))) {
    return new NoConnection(
      `No broker answers: ${chain[0]?.message ?? ''}. Check KAFKA_BROKERS and the login; and KAFKA_TLS, because a TLS port does not answer plain text.`,
      error,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** The error and what caused it, the outermost first. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let one = error; one instanceof Error && chain.length < 8; one = one.cause) chain.push(one);
  return chain;
}
