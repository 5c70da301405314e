import { TokenRefused } from './fetch-oauth-token.js';

/** The brokers could not be reached or let nobody in; says which setting to look at. */
export class NoConnection extends Error {
  constructor(what: string, cause: unknown) {
    super(what, { cause });
    this.name = 'NoConnection';
  }
}

const WHERE_TO_LOOK =
  'Check KAFKA_BROKERS and the login; and KAFKA_TLS, because a TLS port does not answer plain text.';

/** Nothing is known to be wrong: the brokers are not there, or not yet. Waiting helps. */
export class BrokersAway extends NoConnection {
  constructor(
    private readonly detail: string,
    /** Somebody listens there and ends every connection: a broker that is starting, or one that wants TLS or a login. */
    readonly hangsUp: boolean,
    cause: unknown,
  ) {
    super(`No broker answers: ${detail}. ${WHERE_TO_LOOK}`, cause);
    this.name = 'BrokersAway';
  }

  /** The same for somebody who does not know which brokers these are. */
  at(brokers: string): string {
    return `Kafka at ${brokers} does not answer: ${this.detail}. ${WHERE_TO_LOOK}`;
  }
}

const AWAY =
  /^KafkaJS(Connection|NoBrokerAvailable|BrokerNotFound|RequestTimeout|LockTimeout|MetadataNotLoaded|GroupCoordinatorNotFound)/;
/** A broker that answers and cannot work yet. */
const NOT_YET = /^(.*_NOT_AVAILABLE|NOT_CONTROLLER|NOT_COORDINATOR.*|.*_LOAD_IN_PROGRESS|REQUEST_TIMED_OUT)$/;
/** The connection was lost while the client logged in; a login that is refused is answered. */
const LOST_IN_LOGIN = /^SASL .* failed: (Closed connection|Connection error|Connection timeout|Not connected|Request )/;
const HUNG_UP = /ECONNRESET|EPIPE|before secure TLS connection/;

const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** The client's error in the words of our settings, with what to do. No secret is in it. */
export function explainConnection(error: unknown): Error {
  if (error instanceof NoConnection) return error;
  const chain = causesOf(error);
  const token = chain.find((one) => one instanceof TokenRefused);
  if (token !== undefined) return token;
  if (chain.some(({ message }) => LOST_IN_LOGIN.test(message))) return away(chain);
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
  if (chain.some((one) => AWAY.test(one.name) || NOT_YET.test((one as { type?: string }).type ?? '')))
    return away(chain);
  return error instanceof Error ? error : new Error(String(error));
}

function away(chain: readonly Error[]): BrokersAway {
  const hangsUp = chain.some(
    (one) =>
      one.name === 'KafkaJSConnectionClosedError' ||
      HUNG_UP.test(one.message) ||
      HUNG_UP.test((one as { code?: string }).code ?? ''),
  );
  return new BrokersAway(chain[0]?.message ?? '', hangsUp, chain[0]);
}

/** The error and what caused it, the outermost first. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let one = error; one instanceof Error && chain.length < 8; one = one.cause) chain.push(one);
  return chain;
}
