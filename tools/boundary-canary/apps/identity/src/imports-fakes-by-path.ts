// breaks dependency-cruiser testing-only-in-specs
import { planted } from '../../../libs/testing/src/index.js';

/** What helps tests, in something that ships, past its name. */
export const fakes = planted;
