// breaks eslint @typescript-eslint/no-floating-promises
// breaks eslint @typescript-eslint/no-misused-promises
const later = async (): Promise<void> => {};

/** Nobody learns how these end. */
export function lose(): void {
  later();
  [1].forEach(later);
}
