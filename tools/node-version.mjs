// Which Node the workspace can set itself up with. Plain JavaScript, for the Node that a machine happens to have.
const oldest = 20;

/**
 * Why this Node is too old, and what to do about it; `undefined` when it is not.
 * @param {string} version as in `process.versions.node`
 * @returns {string | undefined}
 */
export function refusalOf(version) {
  if (Number.parseInt(version, 10) >= oldest) return undefined;
  return [
    `Rollcall needs Node ${oldest} or later to set itself up; this is Node ${version}.`,
    'Fix: install a current Node from your system or https://nodejs.org, then run the same command again.',
  ].join('\n');
}
