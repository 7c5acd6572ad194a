import { one } from './cycle-one.js';

/** Needs one, which needs two. */
export const two = (): number => one();
