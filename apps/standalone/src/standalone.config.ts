import { defineSettings } from '@rollcall/service-kit';

/** What only the process that runs everything understands. */
export const standaloneSettings = defineSettings({
  example: {
    env: 'ROLLCALL_EXAMPLE',
    kind: 'text',
    default: 'studio',
    oneOf: ['studio', 'none'],
    doc: 'What an empty installation starts with: the example studio, or one empty site with 10 seats and its Admin.',
  },
  adminEmail: {
    env: 'ROLLCALL_ADMIN_EMAIL',
    kind: 'text',
    doc: 'Email of the first Admin; the example studio brings its own when absent.',
  },
  adminPassword: {
    env: 'ROLLCALL_ADMIN_PASSWORD',
    kind: 'text',
    secret: true,
    doc: 'Password of the first Admin, for scripts; a one-time password is made and shown once when absent.',
  },
  logLevel: {
    env: 'ROLLCALL_LOG_LEVEL',
    kind: 'text',
    default: 'warn',
    oneOf: ['silent', 'error', 'warn', 'info', 'debug'],
    doc: 'How much is logged: less than elsewhere, because somebody watches the start.',
  },
});
