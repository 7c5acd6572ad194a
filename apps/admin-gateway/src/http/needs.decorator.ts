import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiDefaultResponse, ApiExtension, ApiExtraModels, ApiParam, getSchemaPath } from '@nestjs/swagger';
import { type Action, pathOf } from '@rollcall/permission-engine';
import { ProblemDto } from './problem.dto.js';

/**
 * What a route needs. `public`: nothing. `link`: the secret of a mail's link. `pending-sign-in`: what the first half of
 * a sign-in was answered with. `signed-in`: a session. `member`: an active
 * person on the site of the path. `team-admin`: to administer the team of the path. `author-or-admin`: a session; the route
 * lets whoever began the operation pass, and Admins of its site. `operator`: to sit at this machine, or Access Admin
 * Functionality on any site. `operator-account`: an account that the installation's operator made, with Access Admin
 * Functionality on any site; for what reaches across sites (decision 24). An action: a role on the site of the path that
 * allows it.
 */
export type Needs =
  | 'public'
  | 'link'
  | 'pending-sign-in'
  | 'signed-in'
  | 'member'
  | 'team-admin'
  | 'author-or-admin'
  | 'operator'
  | 'operator-account'
  | Action;

/** Metadata key of {@link Needed}. */
export const needsKey = 'rollcall:needs';

/** States what a route needs; the guards enforce it and OpenAPI shows it as `x-permission`. A test counts that none lacks it. */
export const Needed = (needs: Needs): MethodDecorator =>
  applyDecorators(
    SetMetadata(needsKey, needs),
    ApiExtension('x-permission', nameOf(needs)),
    ApiExtraModels(ProblemDto),
    ...(isOnSite(needs) ? [ApiParam({ name: 'site', type: String, description: 'Id of a site.' })] : []),
    ApiDefaultResponse({
      description: 'Not done, and why.',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
    }),
  );

/** Whether whoever asks has no session yet: the route itself looks at what they bring instead. */
export const isBeforeSignIn = (needs: Needs): needs is 'public' | 'link' | 'pending-sign-in' =>
  needs === 'public' || needs === 'link' || needs === 'pending-sign-in';

/** Rights are held on the site of the path, so these routes have one. */
const isOnSite = (needs: Needs): boolean => typeof needs !== 'string' || needs === 'member';

const nameOf = (needs: Needs): string => (typeof needs === 'string' ? needs : pathOf(needs));
