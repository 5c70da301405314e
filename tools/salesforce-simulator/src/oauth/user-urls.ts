/** The addresses that identity and userinfo list; `{version}` is for the client to fill in. */
export function userUrls(origin: string, orgId: string, userId: string): Record<string, string> {
  const data = `${origin}/services/data/v{version}`;
  const org15 = orgId.slice(0, 15);
  return {
    enterprise: `${origin}/services/Soap/c/{version}/${org15}`,
    metadata: `${origin}/services/Soap/m/{version}/${org15}`,
    partner: `${origin}/services/Soap/u/{version}/${org15}`,
    rest: `${data}/`,
    sobjects: `${data}/sobjects/`,
    search: `${data}/search/`,
    query: `${data}/query/`,
    recent: `${data}/recent/`,
    tooling_soap: `${origin}/services/Soap/T/{version}/${org15}`,
    tooling_rest: `${data}/tooling/`,
    profile: `${origin}/${userId}`,
    feeds: `${data}/chatter/feeds`,
    groups: `${data}/chatter/groups`,
    users: `${data}/chatter/users`,
    feed_items: `${data}/chatter/feed-items`,
    feed_elements: `${data}/chatter/feed-elements`,
    custom_domain: origin,
  };
}
