import type { Scope, TeamId } from '@rollcall/event-sourcing';

/**
 * The scope of what the operator's figures are read from: all teams of the installation. For figures only; whatever a
 * person asks is bounded to a team or a site (KRN-15).
 */
export const wholeInstallation: Scope = { team: 'every-team' as TeamId };
