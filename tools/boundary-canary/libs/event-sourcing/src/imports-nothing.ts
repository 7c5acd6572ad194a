// breaks dependency-cruiser no-unresolvable
import { nothing } from './not-there.js';

/** Imported from a file that does not exist. */
export const missing: unknown = nothing;
