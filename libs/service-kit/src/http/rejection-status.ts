/** How one rejection code is answered over HTTP. */
export type RejectionStatus = Readonly<{ status: number; title: string }>;

const says = (status: number, title: string): RejectionStatus => ({ status, title });

/** Every rejection code with its status and title, once; `docs/reference/rejections.md` is made from it. */
export const rejectionStatus: Readonly<Record<string, RejectionStatus>> = {
  'validation-failed': says(400, 'The request is not well formed'),
  'property-required': says(400, 'A property that the answer hangs on is missing'),
  'unknown-field': says(400, 'Unknown field'),
  'unknown-permission': says(400, 'Unknown permission'),
  'unknown-type': says(400, 'Unknown type'),
  'wrong-credentials': says(401, 'Name or password is wrong'),
  'wrong-code': says(401, 'The code is wrong'),
  'second-factor-required': says(401, 'A code is required, too'),
  'session-ended': says(401, 'The session has ended'),
  'service-token-refused': says(401, 'No valid service token'),
  'not-permitted': says(403, 'Not permitted'),
  'role-exceeds-own': says(403, 'The role allows more than your own'),
  'password-change-required': says(403, 'A password must be chosen first'),
  'not-allowed-in-this-mode': says(403, 'Not allowed in this account mode'),
  'not-found': says(404, 'Not found'),
  'account-already-on-site': says(409, 'The account is on this site already'),
  'account-required': says(409, 'There is no such account yet'),
  'already-active': says(409, 'Already active'),
  'already-disabled': says(409, 'Already disabled'),
  'already-exists': says(409, 'Exists already'),
  'attempt-ended': says(409, 'This activation attempt has ended'),
  'command-in-progress': says(409, 'The same request is still being worked on'),
  'email-active-on-site': says(409, 'An active person of this site has this email'),
  'email-taken': says(409, 'The email is taken'),
  'import-ended': says(409, 'The import has ended'),
  'not-disabled': says(409, 'The person must be disabled first'),
  'person-erased': says(409, 'The person was erased'),
  'person-exists': says(409, 'The person exists already'),
  'site-exists': says(409, 'The site exists already'),
  'last-admin': says(409, 'The last active Admin stays'),
  'login-taken': says(409, 'The login is taken'),
  'no-seat-left': says(409, 'No seat left'),
  'permission-locked': says(409, 'This permission cannot be changed'),
  'role-disabled': says(409, 'The role is disabled'),
  'role-is-default': says(409, 'Newcomers get this role'),
  'role-limit-reached': says(409, 'No more roles on this site'),
  'role-name-taken': says(409, 'The name is taken by another role'),
  'role-not-for-people': says(409, 'The role is for programs only'),
  'run-in-progress': says(409, 'A run is in progress'),
  'run-outdated': says(409, 'The run is outdated'),
  'seat-required': says(409, 'A seat is required'),
  'subscription-exists': says(409, 'The team has a subscription already'),
  'subscription-expired': says(409, 'The subscription has expired'),
  'system-required': says(409, 'The system keeps this'),
  'waits-behind': says(409, 'The message waits behind another one'),
  'link-expired': says(410, 'The link has expired'),
  'link-used': says(410, 'The link was used'),
  'link-void': says(410, 'The link is void'),
  'stale-version': says(412, 'Changed since you read it'),
  'file-too-large': says(413, 'The file is too large'),
  'event-too-large': says(413, 'Too large'),
  'column-missing': says(422, 'The file lacks a column'),
  'file-empty': says(422, 'The file is empty'),
  'header-broken': says(422, 'The file’s header cannot be read'),
  'not-utf-8': says(422, 'The file is not UTF-8'),
  'too-many-rows': says(422, 'The file has too many rows'),
  'import-has-errors': says(422, 'The file has errors'),
  'idempotency-key-reused': says(422, 'The idempotency key was used for another request'),
  'password-refused': says(422, 'The password does not meet the rules'),
  'role-required': says(422, 'A role is required'),
  'unknown-group': says(422, 'Unknown group'),
  'unknown-project': says(422, 'Unknown project'),
  'unknown-role': says(422, 'Unknown role'),
  'unknown-template': says(422, 'Unknown template'),
  'version-required': says(428, 'If-Match is required'),
  'too-many-requests': says(429, 'Too many requests'),
  'consistency-timeout': says(503, 'Not caught up yet'),
  'service-unavailable': says(503, 'A part of the system does not answer'),
};

/** How a code is answered; one that stands in no table is a conflict with the state of things (409). */
export const statusOf = (code: string): RejectionStatus =>
  rejectionStatus[code] ?? says(409, 'Not possible as things stand');

/** The rows of the generated reference page: status, code, meaning. */
export const rejectionTable = (): string =>
  [
    '| status | code | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(rejectionStatus).map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`),
  ].join('\n');
