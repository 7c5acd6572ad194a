import { fileURLToPath } from 'node:url';
import { startTestService } from '@rollcall/service-kit';
import { format } from 'prettier';
import { AdminGatewayModule } from '../src/index.js';

/** Where the document lies for those who generate clients from it. */
export const openApiFile = fileURLToPath(new URL('../../../docs/reference/openapi.json', import.meta.url));

/** The OpenAPI document as the running gateway serves it. */
export async function openApiText(): Promise<string> {
  const gateway = await startTestService(AdminGatewayModule);
  try {
    const answer = await fetch(`${gateway.service.url}/api/openapi.json`);
    return await format(await answer.text(), { parser: 'json', printWidth: 120 });
  } finally {
    await gateway.stop();
  }
}
