import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventStore, eventsSoFar, type Message, type Position } from '@rollcall/event-sourcing';
import { ConfigurationError, EVENT_STORE } from '@rollcall/service-kit';
import { recordSetUp } from '../set-up-record.js';
import type { Standalone } from '../standalone.js';
import { appointPrimaryAdmin } from './first-admin.js';
import { Installer } from './installer.js';
import { createFirstPerson, type FirstSite, idsOf, openFirstSite } from './open-site.js';

/** What an empty installation is set up with. */
export type BootstrapTerms = Readonly<{ site: FirstSite; adminEmail: string }>;
/** `waiting`: the invitation goes out once the installation runs and its mail server answers. */
export type BootstrapOutcome = 'set up before' | Readonly<{ invitation: 'sent' | 'failed' | 'waiting' }>;

type TeamFact = Message<'TeamCreated' | 'TeamAdminAppointed', { teamId: string }>;
type SiteFact = Message<'SiteOpened', { siteId: string; slug: string }>;
type MailFact = Message<'MailRequested', { mailId: string; personId?: string }> | Message<'MailSent' | 'MailFailed'>;

const mailTypes: readonly MailFact['type'][] = ['MailRequested', 'MailSent', 'MailFailed'];

/** How long the mail server may take with the invitation, ms. */
const mailPatience = 30_000;

/**
 * Sets an empty installation up for real: a team, its first site, and an Admin who is invited by mail and chooses their own
 * password. Doing it again goes on where it was ended, sends an invitation that was refused anew, and else changes nothing.
 * @throws ConfigurationError when the installation holds something else.
 */
export async function bootstrap(standalone: Standalone, terms: BootstrapTerms): Promise<BootstrapOutcome> {
  const installer = new Installer(standalone);
  const { site, adminEmail: email } = terms;
  const { dataDir } = standalone.configuration;
  const before = await factsOf(standalone);
  refuseOthers(before, site, idsOf(installer, site));
  // Whatever happens from here on, no start opens the example beside it.
  await recordSetUp(dataDir);
  const identity = storeOf(standalone, 'identity');
  if (before.teams.some(({ type }) => type === 'TeamAdminAppointed')) {
    return (await inviteAgain(installer, identity)) ?? 'set up before';
  }
  const { teamId, siteId } = await openFirstSite(installer, site);
  const person = { firstName: 'First', lastName: 'Admin', login: 'admin', email, welcome: 'invite' } as const;
  const personId = await createFirstPerson(installer, siteId, person);
  // Nobody waits for quiet here: a mail server that is away would keep it from coming.
  const accountId = await installer.eventually(() => installer.accountOf(email));
  await appointPrimaryAdmin(installer, teamId, accountId);
  await writeFile(join(dataDir, 'first-admin'), accountId, { mode: 0o600 });
  const invitation = await invitationOf(identity, personId, 'start');
  if (invitation === 'sent') await installer.quiet();
  return { invitation };
}

function storeOf({ services }: Standalone, name: string): EventStore {
  return services.find((service) => service.name === name)!.app.get<EventStore>(EVENT_STORE);
}

async function factsOf(standalone: Standalone) {
  const teams = eventsSoFar<TeamFact>(storeOf(standalone, 'licensing'), ['TeamCreated', 'TeamAdminAppointed']);
  const sites = eventsSoFar<SiteFact>(storeOf(standalone, 'directory'), ['SiteOpened']);
  return { teams: await Array.fromAsync(teams), sites: await Array.fromAsync(sites) };
}

function refuseOthers(
  { teams, sites }: Awaited<ReturnType<typeof factsOf>>,
  { team, slug }: FirstSite,
  { teamId, siteId }: ReturnType<typeof idsOf>,
): void {
  const other = sites.find(({ data }) => data.siteId !== siteId);
  if (!other && teams.every(({ data }) => data.teamId === teamId)) return;
  const found = other ? `the site ${other.data.slug}` : 'another team';
  throw new ConfigurationError(
    `This installation holds ${found} already, and cannot be set up as ${slug} of ${team}: bootstrap needs an empty one.`,
  );
}

/** Nobody could ask for another invitation when the mail server has refused all mails there are. */
async function inviteAgain(installer: Installer, identity: EventStore): Promise<BootstrapOutcome | undefined> {
  const mails = await Array.fromAsync(eventsSoFar<MailFact>(identity, mailTypes));
  const requested = mails.flatMap((mail) => (mail.type === 'MailRequested' ? [mail] : []));
  const refused = mails.filter(({ type }) => type === 'MailFailed');
  const personId = requested[0]?.data.personId;
  if (personId === undefined || refused.length < requested.length) return undefined;
  const after = await identity.head();
  await installer.send('post', 'identity', `/people/${personId}/send-invitation`, `invitation ${requested.length}`);
  return { invitation: await invitationOf(identity, personId, after) };
}

/** What became of the person's invitation that was asked for after this place, as soon as something has. */
async function invitationOf(
  identity: EventStore,
  personId: string,
  after: Position | 'start',
): Promise<'sent' | 'failed' | 'waiting'> {
  const signal = AbortSignal.timeout(mailPatience);
  let invitation: string | undefined;
  for await (const entry of identity.follow<MailFact>({ after, types: mailTypes, signal })) {
    if (entry.kind !== 'event') continue;
    const { event } = entry;
    if (event.type === 'MailRequested' && event.data.personId === personId) invitation = event.stream;
    else if (event.stream === invitation) return event.type === 'MailSent' ? 'sent' : 'failed';
  }
  return 'waiting';
}
