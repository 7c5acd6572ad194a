/** An entity tag as `If-Match` wants it: quoted. */
export const ifMatch = (etag: string): { 'If-Match': string } => ({
  'If-Match': etag.startsWith('"') || etag.startsWith('W/') ? etag : `"${etag}"`,
});
