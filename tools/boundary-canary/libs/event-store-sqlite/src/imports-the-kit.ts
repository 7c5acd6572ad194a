// breaks eslint @nx/enforce-module-boundaries
import * as kit from '@rollcall/service-kit';

/** An adapter that knows what is built on it. */
export const known = kit;
