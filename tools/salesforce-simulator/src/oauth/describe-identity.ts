import type { OAuthUser } from './oauth-org.js';
import { identityUrl } from './token-response.js';
import { userUrls } from './user-urls.js';

interface Person {
  readonly origin: string;
  readonly orgId: string;
  readonly user: OAuthUser;
}

/** The identity service's answer (salesforce-api.md §1.9). */
export function describeIdentity({ origin, orgId, user }: Person): Record<string, unknown> {
  return {
    id: identityUrl(origin, orgId, user.id),
    asserted_user: true,
    user_id: user.id,
    organization_id: orgId,
    username: user.username,
    nick_name: nickname(user),
    display_name: user.name,
    email: user.email,
    email_verified: true,
    first_name: user.firstName,
    last_name: user.lastName,
    timezone: user.timeZone,
    photos: photos(origin),
    addr_street: null,
    addr_city: null,
    addr_state: null,
    addr_country: null,
    addr_zip: null,
    mobile_phone: null,
    mobile_phone_verified: false,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    urls: userUrls(origin, orgId, user.id),
    active: user.active,
    user_type: 'STANDARD',
    language: user.language,
    locale: user.locale,
    utcOffset: 0,
    last_modified_date: user.lastModified,
    is_app_installed: true,
  };
}

/** `GET /services/oauth2/userinfo`: the same person in OpenID words. */
export function describeUserInfo({ origin, orgId, user }: Person): Record<string, unknown> {
  return {
    sub: identityUrl(origin, orgId, user.id),
    user_id: user.id,
    organization_id: orgId,
    preferred_username: user.username,
    nickname: nickname(user),
    name: user.name,
    email: user.email,
    email_verified: true,
    given_name: user.firstName,
    family_name: user.lastName,
    zoneinfo: user.timeZone,
    photos: photos(origin),
    profile: `${origin}/${user.id}`,
    picture: photos(origin).picture,
    address: {},
    is_salesforce_integration_user: false,
    urls: userUrls(origin, orgId, user.id),
    active: user.active,
    user_type: 'STANDARD',
    language: user.language,
    locale: user.locale,
    utcOffset: 0,
    updated_at: user.lastModified,
    is_app_installed: true,
  };
}

function nickname(user: OAuthUser): string {
  return user.username.split('@')[0] ?? user.username;
}

function photos(origin: string): { picture: string; thumbnail: string } {
  return { picture: `${origin}/profilephoto/005/F`, thumbnail: `${origin}/profilephoto/005/T` };
}
