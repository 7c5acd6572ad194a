import { DependencyAway } from '@rollcall/event-sourcing';
import { Refused } from '../http/refused.js';
import type { CallOptions, ServiceClient } from '../service-token/service-client.js';
import type { ExportEnd } from './export-page.js';

/**
 * Every row of another service's export, page by page.
 * @throws DependencyAway when a page was cut off: rows that came before it are true, but not all there are.
 * @throws Refused what the service refused with.
 */
export async function* readExport<Row extends object>(
  client: Pick<ServiceClient, 'get'>,
  service: string,
  path: string,
  options: CallOptions,
): AsyncGenerator<Row> {
  for (let after: string | undefined; ;) {
    const query = { ...options.query, after };
    const page = await client.get<readonly (Row | ExportEnd)[] | undefined>(service, path, { ...options, query });
    if (!page.ok) throw new Refused(page.rejection, page.errors);
    const end = page.body?.at(-1);
    if (!end || !isEnd(end)) throw new DependencyAway(`the export of ${service} was cut off`);
    yield* page.body!.slice(0, -1) as Row[];
    if (end.next === null) return;
    after = end.next;
  }
}

const isEnd = (line: object): line is ExportEnd => 'next' in line && Object.keys(line).length === 1;
