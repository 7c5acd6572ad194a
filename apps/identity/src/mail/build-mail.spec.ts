import { expect, test } from '@jest/globals';
import { buildMail } from './build-mail.js';
import type { MailTemplate } from './mail.events.js';

const personal = { subject: 'account:a', to: 'zoe@x.example', name: 'Zoë <b>Ng</b>' };
const build = (template: MailTemplate, siteName: string | undefined = 'Northern Light') =>
  buildMail(
    { mailId: 'm', template, expiresAt: '2026-01-12T09:00:00.000Z', personal },
    { siteName, url: 'https://x.example/accept#id=p&token=t', about: 'Tom <i>Ng</i> (tom@x.example)' },
  );

test.each([
  ['IDN-40', 'accept-invitation', 'You are invited to Northern Light', 'ACCEPT INVITATION'],
  ['IDN-41', 'enter-site', 'You now have access to Northern Light', 'ENTER SITE'],
  ['IDN-53', 'confirm-sign-up', 'Confirm your email', 'CONFIRM EMAIL'],
  ['IDN-46', 'confirm-email', 'Confirm your new email', 'CONFIRM NEW EMAIL'],
  ['IDN-13 IDN-16', 'reset-password', 'Choose a new password', 'CREATE NEW PASSWORD'],
] as const)('%s %s has its button, in both kinds of text', (_id, template, subject, button) => {
  const { text, html, ...mail } = build(template);
  expect(mail).toEqual({ id: 'm', to: 'zoe@x.example', subject, template });
  expect(html).toContain(`>${button}</a>`);
  expect(html).toContain('href="https://x.example/accept#id=p&amp;token=t"');
  expect(text).toContain(`${button}:\nhttps://x.example/accept#id=p&token=t`);
  expect(text).toContain('12 January 2026 at 09:00 UTC');
});

test.each([
  ['email-changed', 'Your email was changed'],
  ['password-changed', 'Your password was changed'],
  ['second-factor-added', 'A second factor was turned on'],
  ['second-factor-removed', 'Your second factor was turned off'],
  ['second-factor-reset', 'Your second factor was reset by an Admin'],
  ['recovery-codes-issued', 'You have new recovery codes'],
  ['recovery-code-used', 'A recovery code was used'],
] as const)('STO-6 the notice %s has no button', (template, subject) => {
  const { text, html, ...mail } = build(template);
  expect(mail.subject).toBe(subject);
  expect(html).not.toContain('<a ');
  expect(text).not.toContain('http');
});

test('IDN-31 the Admins’ mail says whose account is locked, where and until when, as text', () => {
  const { text, html, subject } = build('account-locked');
  expect(subject).toBe('An account is locked on Northern Light');
  expect(text).toContain('for Tom <i>Ng</i> (tom@x.example). Nobody can sign in to the account until 12 January 2026');
  expect(html).toContain('Tom &lt;i&gt;Ng&lt;/i&gt;');
  expect(html).not.toContain('<a ');
});

test('STO-6 names are text, never markup, and never a second header line', () => {
  const { html, subject } = build('accept-invitation', 'Light\r\nBcc: all@x.example <script>');
  expect(html).toContain('Zoë &lt;b&gt;Ng&lt;/b&gt;');
  expect(html).not.toContain('<script>');
  expect(subject).toBe('You are invited to Light Bcc: all@x.example <script>');
});

test('STO-6 an invitation’s mail names the invitation', () => {
  const asked = { mailId: 'm', template: 'accept-invitation', invitationId: 'i', personal } as const;
  expect(buildMail(asked, {})).toMatchObject({ template: 'accept-invitation', reference: 'i' });
});

test('STO-6 the same request gives the same mail', () => {
  expect(build('accept-invitation')).toEqual(build('accept-invitation'));
});
