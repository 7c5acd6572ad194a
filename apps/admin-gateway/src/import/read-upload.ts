import type {} from '@fastify/multipart';
import { validationFailed } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';

const uploads = new WeakMap<object, Promise<Uint8Array<ArrayBuffer>>>();

/**
 * The bytes of the one file of a multipart request, whatever its field is called; read once, however often it is asked.
 * @throws Refused `validation-failed` when there is no file; Fastify's 413 above the limit.
 */
export function readUpload(request: FastifyRequest): Promise<Uint8Array<ArrayBuffer>> {
  const upload = uploads.get(request.raw) ?? readOnce(request);
  uploads.set(request.raw, upload);
  return upload;
}

async function readOnce(request: FastifyRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.isMultipart())
    throw validationFailed([{ pointer: '', detail: 'must be multipart/form-data with a file' }]);
  const file = await request.file();
  if (!file) throw validationFailed([{ pointer: '/file', detail: 'is missing' }]);
  return new Uint8Array(await file.toBuffer());
}
