const notices: Readonly<Record<string, string>> = {
  ended: 'Your session has ended. Sign in to go on.',
  used: 'This invitation was used already. Sign in with the password you chose.',
  replaced: 'This link was used or replaced. Sign in, or ask for a new one.',
  reset: 'Your new password is saved, and you are signed out everywhere. Sign in with it.',
  accepted: 'Welcome. Sign in to go on.',
  confirmed: 'Your email is confirmed. Sign in with it.',
  closed: 'Your account is closed.',
};

/** Why somebody is at the sign-in page, by the name in its address. */
export const noticeText = (name: string | null): string | undefined => (name === null ? undefined : notices[name]);

/** A page of this app to go on to; anything else becomes the first page, so that no link leads away after signing in. */
export const localPath = (path: string | null): string => (path && /^\/(?![/\\])/.test(path) ? path : '/');
