import type { Certificates } from './make-certificates.js';

/** Listeners beside the plain one: TLS with client certificates, and SASL over TLS with every mechanism. */
export interface SecureOptions {
  readonly certificates: Certificates;
  /** May log in by PLAIN and by both SCRAM mechanisms. */
  readonly user: { readonly name: string; readonly password: string };
  /** The tokens that OAUTHBEARER takes. */
  readonly tokens: { readonly jwksUrl: string; readonly audience: string; readonly issuer: string };
}

export interface SecurePorts {
  readonly tls: number;
  readonly sasl: number;
}

const LOGIN = 'org.apache.kafka.common.security';

export function secureProperties({ certificates, user, tokens }: SecureOptions): Record<string, string> {
  const sasl = 'listener.name.sasl';
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.broker,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.ca,
    'listener.name.tls.ssl.client.auth': 'required',
    [`${sasl}.sasl.enabled.mechanisms`]: 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    [`${sasl}.plain.sasl.jaas.config`]: `${LOGIN}.plain.PlainLoginModule required user_${user.name}="${user.password}";`,
    [`${sasl}.scram-sha-256.sasl.jaas.config`]: `${LOGIN}.scram.ScramLoginModule required;`,
    [`${sasl}.scram-sha-512.sasl.jaas.config`]: `${LOGIN}.scram.ScramLoginModule required;`,
    [`${sasl}.oauthbearer.sasl.jaas.config`]: `${LOGIN}.oauthbearer.OAuthBearerLoginModule required;`,
    [`${sasl}.oauthbearer.sasl.server.callback.handler.class`]: `${LOGIN}.oauthbearer.OAuthBearerValidatorCallbackHandler`,
    [`${sasl}.oauthbearer.sasl.oauthbearer.jwks.endpoint.url`]: tokens.jwksUrl,
    [`${sasl}.oauthbearer.sasl.oauthbearer.expected.audience`]: tokens.audience,
    [`${sasl}.oauthbearer.sasl.oauthbearer.expected.issuer`]: tokens.issuer,
    // Read without the listener's prefix by some of Kafka's classes.
    'sasl.oauthbearer.jwks.endpoint.url': tokens.jwksUrl,
    'sasl.oauthbearer.expected.audience': tokens.audience,
    'sasl.oauthbearer.expected.issuer': tokens.issuer,
  };
}

/** Kafka asks only addresses that its process was told to ask. */
export function secureJavaFlags({ tokens }: SecureOptions): string[] {
  return [`-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${tokens.jwksUrl}`];
}

/** SCRAM keeps its users in the cluster, from the day its storage is formatted. */
export function scramFlags({ user }: SecureOptions): string[] {
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${user.name},password=${user.password}]`,
  ]);
}
