import type { Provider } from '@nestjs/common';
import type { RowsListener } from '@rollcall/service-kit';
import { type Change, ChangeLog } from './change-log.js';

type Kind = Change['kind'];
type OfRow = Partial<Pick<Change, 'siteId' | 'teamId' | 'accountId' | 'private'>>;

const kinds: readonly Kind[] = [
  'person',
  'project',
  'group',
  'role',
  'seats',
  'import',
  'diagnostic-run',
  'membership',
  'session',
];

/** The token under which a composition finds the listener that notes its rows as changes of this kind. */
export const changesOf = (kind: Kind): string => `CHANGES_OF:${kind}`;

/** One listener per kind. */
export const changedRowsProviders: readonly Provider[] = kinds.map((kind) => ({
  provide: changesOf(kind),
  inject: [ChangeLog],
  useFactory: (log: ChangeLog): RowsListener => ({
    rowsChanged: async (changes) => {
      const entries = changes.flatMap(({ id, before, after }) =>
        changeOf(kind, id, (after ?? before) as OfRow | undefined),
      );
      if (entries.length > 0) await log.append(entries);
    },
  }),
}));

/** A row that was nowhere and still is nowhere is no change. */
function changeOf(kind: Kind, id: string, row: OfRow | undefined): readonly Change[] {
  if (!row) return [];
  const { siteId, teamId, accountId, private: isPrivate } = row;
  return [
    {
      ...{ kind, id },
      ...(siteId !== undefined && { siteId }),
      ...(teamId !== undefined && { teamId }),
      ...(accountId !== undefined && { accountId }),
      ...(isPrivate !== undefined && { private: isPrivate }),
    },
  ];
}
