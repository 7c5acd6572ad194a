// breaks dependency-cruiser packages-through-their-index
import { inner } from '../../../libs/service-kit/src/inner.js';

/** Another package's file, past its index. */
export const reached = inner;
