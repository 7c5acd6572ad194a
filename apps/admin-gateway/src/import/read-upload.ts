import type {} from '@fastify/multipart';
import { validationFailed } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';

/**
 * The bytes of the one file of a multipart request, whatever its field is called.
 * @throws Refused `validation-failed` when there is no file; Fastify's 413 above the limit.
 */
export async function readUpload(request: FastifyRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.isMultipart())
    throw validationFailed([{ pointer: '', detail: 'must be multipart/form-data with a file' }]);
  const file = await request.file();
  if (!file) throw validationFailed([{ pointer: '/file', detail: 'is missing' }]);
  return new Uint8Array(await file.toBuffer());
}
