import { api, once, read } from '../api/client.js';

/**
 * Has a file checked, without importing it. It is uploaded as "good rows" so that the choice between all and the good
 * ones can be made after the findings are known, without sending the file again. Answers the import's id.
 * @throws Problem `import-has-errors` when the file cannot be read at all.
 */
export async function checkFile(siteId: string, file: File, invitations: 'send' | 'hold'): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  const query = { dryRun: true, rows: 'good', invitations } as const;
  const { id } = await read(
    api.POST('/api/v1/sites/{site}/imports', {
      params: { path: { site: siteId }, query, header: once() },
      body: { file: '' },
      bodySerializer: () => form,
    }),
  );
  return id;
}
