/** Not exported by the package. */
export const inner = true;
