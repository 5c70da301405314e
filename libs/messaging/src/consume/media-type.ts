/**
 * A content type without its parameters, in lower case, because its case means nothing (RFC 2045 §5.1); undefined where
 * none is said.
 */
export function mediaType(contentType: string | undefined): string | undefined {
  const [type = ''] = (contentType ?? '').split(';');
  return type.trim().toLowerCase() || undefined;
}
