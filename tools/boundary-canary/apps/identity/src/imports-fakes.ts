// breaks eslint @nx/enforce-module-boundaries
import * as testing from '@rollcall/testing';

/** What helps tests, in something that ships. */
export const fakes = testing;
