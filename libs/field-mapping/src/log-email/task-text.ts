import { cleanText } from '../write-fields/cut-text.js';
import type { LoggedEmail } from './task-for.js';

/** More than single spaces between words. */
const SPACES = /^ | $|\s\s|[^\S ]/;

/** `Email: …` for what an assistant sent, `Reply: …` for what the person wrote. */
export function taskSubject({ direction, subject }: Pick<LoggedEmail, 'direction' | 'subject'>): string {
  const prefix = direction === 'sent' ? 'Email' : 'Reply';
  const clean = cleanText(subject);
  const line = SPACES.test(clean) ? clean.replace(/\s+/g, ' ').trim() : clean;
  return `${prefix}: ${line || '(no subject)'}`;
}

/** Who wrote to whom, a blank line, the text. */
export function taskDescription({ from, to, cc, body }: Pick<LoggedEmail, 'from' | 'to' | 'cc' | 'body'>): string {
  const copied = cc.length > 0 ? `\nCc: ${cc.join(', ')}` : '';
  return cleanText(`From: ${from}\nTo: ${to.join(', ')}${copied}\n\n${body}`).trimEnd();
}
