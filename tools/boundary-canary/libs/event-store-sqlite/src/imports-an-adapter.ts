// breaks dependency-cruiser adapters-stay-apart
import { planted } from '../../messaging-sqlite/src/index.js';

/** An adapter that knows another one. */
export const known = planted;
