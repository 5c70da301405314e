const hour = 60 * 60_000;

/** Logins of each user in the last rolling hour. */
export class LoginRate {
  private readonly logins = new Map<string, number[]>();

  constructor(private readonly now: () => number) {}

  /** Counts the login and answers whether it is still within `limit`; a refused one is not counted. */
  admit(userId: string, limit: number): boolean {
    const since = this.now() - hour;
    const recent = (this.logins.get(userId) ?? []).filter((at) => at > since);
    const admitted = recent.length < limit;
    if (admitted) recent.push(this.now());
    this.logins.set(userId, recent);
    return admitted;
  }
}
