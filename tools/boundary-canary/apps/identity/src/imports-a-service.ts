// breaks eslint @nx/enforce-module-boundaries
import * as licensing from '@rollcall/licensing';

/** A service that knows another one. */
export const known = licensing;
