import { defineSettings } from '@rollcall/service-kit';

/** What the command line understands beside an installation's own settings. */
export const cliSettings = defineSettings({
  gatewayUrl: {
    env: 'ROLLCALL_URL',
    kind: 'url',
    doc: 'The gateway that `rollcall sync-diagnostics` asks; that of the installation on this machine when absent.',
  },
  token: {
    env: 'ROLLCALL_TOKEN',
    kind: 'text',
    secret: true,
    doc: 'Bearer token to ask with; the one in the data folder when absent. Never given as an argument, which everybody on a machine sees.',
  },
  accountEmail: {
    env: 'ROLLCALL_ACCOUNT_EMAIL',
    kind: 'text',
    doc: 'Whom `rollcall sync-diagnostics` signs in as instead, and out at its end: for a job that outlives every token.',
  },
  accountPassword: {
    env: 'ROLLCALL_ACCOUNT_PASSWORD',
    kind: 'text',
    secret: true,
    doc: 'Password of that account.',
  },
});
