// breaks dependency-cruiser no-cycles
import { two } from './cycle-two.js';

/** Needs two, which needs one. */
export const one = (): number => two();
