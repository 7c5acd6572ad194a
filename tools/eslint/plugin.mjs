// This project's own ESLint rules.
import { exportedDocstring } from './exported-docstring.mjs';
import { exportedName } from './exported-name.mjs';
import { fileName } from './file-name.mjs';

/** The plugin `rollcall`, as eslint.config.mjs uses it. */
export const rollcall = {
  meta: { name: 'rollcall' },
  rules: { 'exported-docstring': exportedDocstring, 'exported-name': exportedName, 'file-name': fileName },
};
