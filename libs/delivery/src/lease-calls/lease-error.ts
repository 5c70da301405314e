/** auth did not answer, or not as agreed. Always worth another try. */
export class LeaseError extends Error {
  override readonly name = 'LeaseError';
}
