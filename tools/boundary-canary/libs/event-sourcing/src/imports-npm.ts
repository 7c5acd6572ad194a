// breaks dependency-cruiser pure-packages-import-no-npm
// breaks dependency-cruiser dependencies-declared
import { format } from 'prettier';

/** A dependency the kernel must not have. */
export const formatted = format('', { parser: 'babel' });
