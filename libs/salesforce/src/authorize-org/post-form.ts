import { TransportError, sendText } from '../call-org/send-text.js';
import { oauthErrorFor, oauthErrorFromAnswer } from './read-oauth-failure.js';

/** One form to an OAuth endpoint, without repetition: a code and a rotated token can be used once. */
export async function postForm(url: string, form: Record<string, string>, timeoutMs: number): Promise<string> {
  let answer;
  try {
    answer = await sendText(
      {
        url,
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      timeoutMs,
    );
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const [code, description] = error.sent
      ? ['NO_ANSWER', 'Salesforce did not answer in time, or the connection broke']
      : ['CONNECTION_REFUSED', 'Salesforce could not be reached'];
    throw oauthErrorFor(code, description, { ambiguous: error.sent, cause: error });
  }
  if (answer.status !== 200) throw oauthErrorFromAnswer(answer.status, answer.body);
  return answer.body;
}
