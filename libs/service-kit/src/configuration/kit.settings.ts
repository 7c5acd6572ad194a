import { defineSettings } from './setting.js';

/** The settings every deployable understands. */
export const kitSettings = defineSettings({
  host: {
    env: 'ROLLCALL_HOST',
    kind: 'text',
    default: '127.0.0.1',
    doc: 'Address the public door listens on. Anything but loopback needs an https `ROLLCALL_PUBLIC_URL`.',
  },
  port: {
    env: 'ROLLCALL_PORT',
    kind: 'integer',
    default: 4000,
    range: [0, 65535],
    doc: 'Port of the public door; 0 takes a free one.',
  },
  publicUrl: {
    env: 'ROLLCALL_PUBLIC_URL',
    kind: 'url',
    doc: 'The address people type. Decides cookies and the links in mails; `http://<host>:<port>` when absent.',
  },
  dataDir: {
    env: 'ROLLCALL_DATA_DIR',
    kind: 'text',
    default: './.rollcall',
    doc: 'Folder of everything the embedded engines keep. With the production engines: a folder for each process, which holds nothing that may not be lost.',
  },
  engines: {
    env: 'ROLLCALL_ENGINES',
    kind: 'text',
    default: 'embedded',
    oneOf: ['embedded', 'production'],
    doc: 'Which set of engines to run on: SQLite files, or KurrentDB, Kafka and MongoDB.',
  },
  masterKey: {
    env: 'ROLLCALL_MASTER_KEY',
    kind: 'text',
    secret: true,
    doc: 'Wraps the keys of personal data; 32 bytes, base64url. Created in the data folder when absent (embedded only).',
  },
  indexKey: {
    env: 'ROLLCALL_INDEX_KEY',
    kind: 'text',
    secret: true,
    doc: 'Permanent key of look-ups by login and email; 32 bytes, base64url. Created in the data folder when absent (embedded only).',
  },
  linkKey: {
    env: 'ROLLCALL_LINK_KEY',
    kind: 'text',
    secret: true,
    doc: 'Key of the links in mails; 32 bytes, base64url. Created in the data folder when absent (embedded only).',
  },
  serviceKeys: {
    env: 'ROLLCALL_SERVICE_KEYS',
    kind: 'text',
    secret: true,
    doc: 'Keys that services sign their tokens by, 32 bytes each, base64url, separated by commas: the first signs, all count. The same for every instance of a service. Derived from the master key when absent.',
  },
  logLevel: {
    env: 'ROLLCALL_LOG_LEVEL',
    kind: 'text',
    default: 'info',
    oneOf: ['silent', 'error', 'warn', 'info', 'debug'],
    doc: 'How much is logged.',
  },
  serviceUrls: {
    env: 'ROLLCALL_SERVICE_URLS',
    kind: 'text',
    doc: 'Where the other services are, as `name=url` separated by commas, when each runs in its own process. Calls go to these addresses only.',
  },
  smtpUrl: {
    env: 'ROLLCALL_SMTP_URL',
    kind: 'text',
    secret: true,
    doc: 'Mail server, `smtp://user:password@host:port` or `smtps://…`. Without it mails stay in the mailbox on disk; with the production engines, whoever sends mails does not start without it.',
  },
  mailFrom: {
    env: 'ROLLCALL_MAIL_FROM',
    kind: 'text',
    default: 'Rollcall <rollcall@localhost>',
    doc: 'Sender of mails.',
  },
});
