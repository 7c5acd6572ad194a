import { api, read } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import type { Schemas } from '../api/schemas.js';
import { meKey, readMe } from './use-me.js';

/**
 * Begins a session in this browser and reads who it is; `code-required` where the password is half of it.
 * @throws Problem `wrong-credentials`, `too-many-requests`.
 */
export async function signIn(email: string, password: string): Promise<Schemas['MeDto'] | null | 'code-required'> {
  const body = { email, password, kind: 'browser' } as const;
  const { secondFactorRequired } = await read(api.POST('/api/v1/sessions', { body }));
  return secondFactorRequired ? 'code-required' : readAnew();
}

/**
 * The other half: a code of the authenticator app, or a recovery code.
 * @throws Problem `wrong-code`, `too-many-requests`, `session-ended` when it took too long.
 */
export async function completeSignIn(code: string): Promise<Schemas['MeDto'] | null> {
  await read(api.POST('/api/v1/sessions/current/second-factor', { body: { code } }));
  return readAnew();
}

function readAnew(): Promise<Schemas['MeDto'] | null> {
  queryClient.clear();
  return queryClient.fetchQuery({ queryKey: meKey, queryFn: readMe, staleTime: 0 });
}

/** The page that asks for a link to a new password, for an email that was typed already. */
export const forgotPassword = (email: string): string =>
  email === '' ? '/user/forgot_password' : `/user/forgot_password?${new URLSearchParams({ email }).toString()}`;

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await api.DELETE('/api/v1/sessions/current');
  queryClient.clear();
  queryClient.setQueryData(meKey, null);
}

/**
 * Chooses a new password. Every other session of the account ends; this one goes on.
 * @throws Problem `password-refused`, `wrong-credentials`.
 */
export async function choosePassword(current: string, password: string): Promise<void> {
  await read(api.PUT('/api/v1/me/password', { body: { current, password } }));
  await queryClient.fetchQuery({ queryKey: meKey, queryFn: readMe, staleTime: 0 });
}
