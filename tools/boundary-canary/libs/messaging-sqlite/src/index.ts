/** What the planted violations import. */
export const planted = true;
