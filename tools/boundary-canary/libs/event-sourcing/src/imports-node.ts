// breaks dependency-cruiser pure-packages-import-no-node
import { hostname } from 'node:os';

/** Where this runs. */
export const host = hostname();
