import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of teams: `licensing.team-<teamId>`. */
export const teamCategory = 'licensing.team';

/** The stream of a team. */
export const teamStream = (teamId: string): StreamName => streamName(teamCategory, teamId);

/** One primary admin, any number of secondary ones (LIC-21). */
export type AdminRank = 'primary' | 'secondary';
/** The customer exists. */
export type TeamCreated = Message<'TeamCreated', { teamId: string; name: string }>;
/** An account manages the team's subscription and seats, with this rank from now on. */
export type TeamAdminAppointed = Message<'TeamAdminAppointed', { teamId: string; accountId: string; rank: AdminRank }>;

/** What can be true of a team. */
export type TeamEvent = TeamCreated | TeamAdminAppointed;
