import type { Random } from './random.js';
import type { PersonRecord } from './records.js';
import { remarkablePeople } from './remarkable-people.js';
import { targets } from './targets.js';

/** Who plays which part in what happens after the import. */
export type Cast = Readonly<{
  /** Their seat is un-assigned in the portal; the last is active on both sites. */
  seatMissing: readonly PersonRecord[];
  /** Disabled on the site, then assigned a seat in the portal; the first two were active. */
  seatHeld: readonly PersonRecord[];
  accountClosed: PersonRecord;
  siteEdit: PersonRecord;
  lateEnable: PersonRecord;
  /** Disabled by the script and nothing else. */
  justDisabled: readonly PersonRecord[];
  /** Those whose invitation is accepted. */
  accepted: readonly PersonRecord[];
}>;

/** Chooses the cast: artists of montreal without a remarkable name, so that both can be found apart. */
export function chooseCast(random: Random, records: readonly PersonRecord[]): Cast {
  const remarkable = new Set(remarkablePeople.map(({ login }) => login));
  const on = (site: string, status: string) =>
    random.shuffled(records.filter((record) => record.site === site && record.status === status));
  const artists = on('montreal', 'active').filter(
    ({ role, human }) => role === 'Artist' && human.sites.length === 1 && !remarkable.has(human.login),
  );
  const activeOnMumbai = new Set(on('mumbai', 'active').map(({ human }) => human));
  const onBoth = on('montreal', 'active').find(({ role, human }) => role === 'Artist' && activeOnMumbai.has(human));
  const neverActive = on('montreal', 'disabled').find(({ human }) => human.sites.length === 1);
  const [accountClosed, siteEdit, lateEnable, ...others] = artists;
  if (!onBoth || !neverActive || !accountClosed || !siteEdit || !lateEnable)
    throw new Error('the cast is not complete');
  const seatMissing = [...others.splice(0, 2), onBoth];
  const held = others.splice(0, 2);
  const justDisabled = others.splice(0, targets.disabledByScript - held.length - 1);
  const firstAdmin = records[0]?.human;
  const spoken = new Set(
    [...seatMissing, ...held, ...justDisabled, accountClosed, siteEdit, lateEnable].map(({ human }) => human),
  );
  const mayAccept = (record: PersonRecord) => record.human !== firstAdmin && !spoken.has(record.human);
  const accepted = [
    // Their accounts act in the portal, so somebody must hold a password of them.
    ...[accountClosed, siteEdit, lateEnable, ...seatMissing.slice(0, 1), ...held.slice(0, 1)],
    ...on('montreal', 'active')
      .filter(mayAccept)
      .slice(0, targets.acceptances.montreal - 5),
    ...on('mumbai', 'active')
      .filter((record) => record.human.sites.length === 1)
      .slice(0, targets.acceptances.mumbai),
  ];
  return { seatMissing, seatHeld: [...held, neverActive], accountClosed, siteEdit, lateEnable, justDisabled, accepted };
}
