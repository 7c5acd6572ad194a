import { defineSettings } from '@rollcall/service-kit';

/** Identity's own settings. */
export const identitySettings = defineSettings({
  sessionIdleMinutes: {
    env: 'ROLLCALL_SESSION_IDLE_MINUTES',
    kind: 'integer',
    default: 30,
    range: [1, 1440],
    doc: 'Longest pause between two requests of a browser session, in minutes.',
  },
  sessionHours: {
    env: 'ROLLCALL_SESSION_HOURS',
    kind: 'integer',
    default: 12,
    range: [1, 720],
    doc: 'Hours after which a session ends whatever happens.',
  },
});
