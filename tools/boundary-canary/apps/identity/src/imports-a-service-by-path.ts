// breaks dependency-cruiser services-stay-apart
import { planted } from '../../directory/src/index.js';

/** A service that knows another one, past its name. */
export const known = planted;
