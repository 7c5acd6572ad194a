export { rollcall } from './rollcall.js';
