// breaks eslint @nx/enforce-module-boundaries
import * as contracts from '@rollcall/contracts';

/** The kernel knows nothing of what is built on it. */
export const known = contracts;
